"""Addresses of reporting, below `<forum>/`: the maker's, the desk's, the public's."""

from avow.progress.addresses import desk, mine, public

app_name = "progress"
urlpatterns = [*mine.urlpatterns, *desk.urlpatterns, *public.urlpatterns]
