"""Addresses of downloads, the data page and imports, below `<forum>/`."""

from django.urls import path

from avow.opendata import totals, views

app_name = "data"
urlpatterns = [
    path("data/", views.home, name="home"),
    path("commitments.<str:code>", views.commitments, name="commitments"),
    path("totals.csv", totals.download, name="totals"),
    path("desk/import/", views.imports, name="imports"),
    path("desk/import/<int:pk>/", views.upload, name="upload"),
    path("desk/import/<int:pk>/errors.csv", views.errors, name="errors"),
]
