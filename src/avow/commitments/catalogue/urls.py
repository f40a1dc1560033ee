"""Addresses of the catalogue, below `<forum>/`: what everybody reads, and the desk's pages."""

from django.urls import path, re_path

from avow.commitments.catalogue.views import desk, public

app_name = "catalogue"
urlpatterns = [
    path("catalogue/", public.listing, name="list"),
    path("catalogue/<slug:code>/", public.example, name="example"),
    path("catalogue/<slug:code>/start/", public.start, name="start"),
    path("desk/catalogue/", desk.listing, name="desk_list"),
    path("desk/catalogue/new/", desk.new, name="desk_new"),
    path("desk/catalogue/<slug:code>/", desk.edit, name="desk_edit"),
    re_path(
        r"^desk/catalogue/(?P<code>[-a-z0-9_]+)/do/(?P<move>retire|restore|file)/$",
        desk.act,
        name="desk_act",
    ),
]
