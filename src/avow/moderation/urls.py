"""Addresses of moderation."""

from django.urls import path

from avow.moderation import views

app_name = "moderation"
urlpatterns = [
    path("conversation/rules/", views.rules_page, name="rules"),
    path("taking-part/texts/", views.mine, name="mine"),
    path("taking-part/texts/<int:pk>/", views.own, name="own"),
    path("texts/<int:pk>/report/", views.report, name="report"),
    path("desk/moderation/", views.queue, name="queue"),
    path("desk/moderation/<int:pk>/", views.text, name="text"),
]
