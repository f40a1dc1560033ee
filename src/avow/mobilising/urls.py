"""Addresses of mobilising."""

from django.urls import URLPattern

app_name = "mobilising"
urlpatterns: list[URLPattern] = []
