"""Addresses of following, below `<forum>/`."""

from django.urls import path

from avow.following import views

app_name = "following"
urlpatterns = [
    path("follow/", views.search, name="search"),
    path("follow/commitments/<str:ref>/", views.commitment, name="commitment"),
    path("follow/organisations/<slug:slug>/", views.organisation, name="organisation"),
    path("my/searches/", views.mine, name="list"),
    path("my/searches/<int:pk>/", views.one, name="one"),
    path("searches/end/<str:token>/", views.end_mails, name="end_mails"),
]
