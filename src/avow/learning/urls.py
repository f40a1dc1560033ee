"""Addresses of peer learning, below `<forum>/`."""

from django.urls import path

from avow.learning.views import desk, help_desk, help_mine, mine, public

app_name = "learning"
urlpatterns = [
    path("practices/", public.practices, name="practices"),
    path("practices/practices.csv", public.file, name="practices_file"),
    path("practices/<int:number>/", public.practice, name="practice"),
    path("my/practices/", mine.practices, name="my_practices"),
    path("my/practices/<int:pk>/", mine.practice, name="my_practice"),
    path("desk/practices/", desk.practices, name="desk_practices"),
    path("desk/practices/list.csv", desk.file, name="desk_practices_file"),
    path("desk/practices/suggestions/", desk.suggestions, name="desk_suggestions"),
    path("desk/practices/<int:pk>/", desk.practice, name="desk_practice"),
    path("my/help/", help_mine.home, name="help"),
    path("my/help/ask/", help_mine.ask, name="help_ask"),
    path("my/help/offer/", help_mine.offer, name="help_offer"),
    path("my/help/<slug:kind>/<int:pk>/close/", help_mine.close, name="help_close"),
    path("my/help/matches/<int:pk>/", help_mine.match, name="my_match"),
    path("desk/help/", help_desk.needs, name="desk_needs"),
    path("desk/help/offers/", help_desk.offers, name="desk_offers"),
    path("desk/help/matches/", help_desk.matches, name="desk_matches"),
    path("desk/help/<slug:kind>.csv", help_desk.file, name="desk_help_file"),
    path("desk/help/<int:pk>/", help_desk.need, name="desk_need"),
]
