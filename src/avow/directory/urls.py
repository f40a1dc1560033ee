"""Addresses of the public directory, below `<forum>/`."""

from django.urls import path

from avow.directory import (
    totals_views,
    views,
    views_cards,
    views_compare,
    views_embed_page,
    views_embeds,
    views_map,
    views_portraits,
)

app_name = "directory"
urlpatterns = [
    path("commitments/", views.commitments, name="commitments"),
    path("commitments/compare/", views_compare.compare, name="compare"),
    path("commitments/map/", views_map.world_map, name="map"),
    path("commitments/<str:ref>/", views.commitment, name="commitment"),
    path("data/embed/", views_embed_page.embed_page, name="embed_page"),
    path("embed/commitments/", views_embeds.entries, name="embed_list"),
    path("embed/commitments/<str:ref>/", views_embeds.commitment, name="embed_commitment"),
    path("embed/figures/<slug:key>/", views_embeds.figure, name="embed_figure"),
    path("embed/charts/<slug:key>/", views_embeds.chart, name="embed_chart"),
    path("embed/map/", views_embeds.world_map, name="embed_map"),
    path("cards/<slug:kind>/<str:key>.png", views_cards.card, name="card"),
    path("countries/<str:code>/", views_portraits.country, name="country"),
    path("coalitions/<slug:slug>/actions/<str:code>/", views_portraits.action, name="action"),
    path("rates/", views.rates, name="rates"),
    path("totals/", totals_views.totals, name="totals"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<slug:slug>/", views.organisation, name="organisation"),
]
