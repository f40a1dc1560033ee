"""Addresses of annual reports, below `<forum>/`: the desk's, the public's."""

from avow.annual.addresses import desk, public

app_name = "annual"
urlpatterns = [*desk.urlpatterns, *public.urlpatterns]
