"""Addresses of annual reports, below `<forum>/`."""

from avow.annual.addresses import public

app_name = "annual"
urlpatterns = public.urlpatterns
