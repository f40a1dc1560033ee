"""Addresses of the public directory, below `<forum>/`."""

from django.urls import path

from avow.directory import (
    card_views,
    compare_views,
    embed_page_views,
    embed_views,
    map_views,
    portrait_views,
    totals_views,
    views,
)

app_name = "directory"
urlpatterns = [
    path("commitments/", views.commitments, name="commitments"),
    path("commitments/compare/", compare_views.compare, name="compare"),
    path("commitments/map/", map_views.world_map, name="map"),
    path("commitments/<str:ref>/", views.commitment, name="commitment"),
    path("data/embed/", embed_page_views.embed_page, name="embed_page"),
    path("embed/commitments/", embed_views.entries, name="embed_list"),
    path("embed/commitments/<str:ref>/", embed_views.commitment, name="embed_commitment"),
    path("embed/figures/<slug:key>/", embed_views.figure, name="embed_figure"),
    path("embed/charts/<slug:key>/", embed_views.chart, name="embed_chart"),
    path("embed/map/", embed_views.world_map, name="embed_map"),
    path("cards/<slug:kind>/<str:key>.png", card_views.card, name="card"),
    path("countries/<str:code>/", portrait_views.country, name="country"),
    path("coalitions/<slug:slug>/actions/<str:code>/", portrait_views.action, name="action"),
    path("rates/", views.rates, name="rates"),
    path("totals/", totals_views.totals, name="totals"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<slug:slug>/", views.organisation, name="organisation"),
]
