"""Addresses of one's own pages."""

from django.urls import path

from avow.applications.views import home

app_name = "my"
urlpatterns = [
    path("my/", home.home, name="home"),
    path("my/questions/<int:pk>/", home.clarification, name="clarification"),
]
