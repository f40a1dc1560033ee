"""Addresses of the public directory, below `<forum>/`."""

from django.urls import path

from avow.directory import totals_views, views

app_name = "directory"
urlpatterns = [
    path("commitments/", views.commitments, name="commitments"),
    path("commitments/<str:ref>/", views.commitment, name="commitment"),
    path("rates/", views.rates, name="rates"),
    path("totals/", totals_views.totals, name="totals"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<slug:slug>/", views.organisation, name="organisation"),
]
