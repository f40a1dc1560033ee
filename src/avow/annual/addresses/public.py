"""Addresses of what the public reads of annual reports."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
