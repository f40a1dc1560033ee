"""Addresses of what the public reads of reports."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
