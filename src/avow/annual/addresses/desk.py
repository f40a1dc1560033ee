"""Addresses of annual reports at the secretariat's desk."""

from django.urls import URLPattern, path

from avow.annual.views import desk, desk_figures, desk_writing

_YEAR = "desk/annual/<int:year>/"
_TEXT = f"{_YEAR}sections/<int:pk>/<str:language>/"

urlpatterns: list[URLPattern] = [
    path("desk/annual/", desk.reports, name="desk"),
    path(_YEAR, desk.board, name="desk_report"),
    path(f"{_YEAR}publish/", desk.publish, name="desk_publish"),
    path(f"{_YEAR}sections/", desk.add, name="desk_add"),
    path(f"{_YEAR}sections/<int:pk>/", desk.arrange, name="desk_arrange"),
    path(_TEXT, desk_writing.section, name="desk_section"),
    path(f"{_TEXT}autosave/", desk_writing.autosave, name="desk_autosave"),
    path(f"{_YEAR}figures/", desk_figures.figures, name="desk_figures"),
    path(f"{_YEAR}figures/list.csv", desk_figures.file, name="desk_figures_file"),
]
