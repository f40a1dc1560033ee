"""Addresses of news."""

from django.urls import path

from avow.news import views

app_name = "news"
urlpatterns = [
    path("news/", views.updates, name="list"),
    path("news.atom", views.feed, name="feed"),
    path("news/subscribe/", views.subscribe, name="subscribe"),
    path("news/subscription/<str:token>/", views.subscription, name="subscription"),
    path("news/subscription/<str:token>/end/", views.end, name="end"),
    path("news/<int:pk>-<slug:slug>/", views.update, name="update"),
    path("coalitions/<slug:slug>/news.atom", views.feed, name="coalition_feed"),
    path("desk/news/", views.desk_list, name="desk_list"),
    path("desk/news/<int:pk>/", views.desk_update, name="desk_update"),
]
