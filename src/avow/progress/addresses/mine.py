"""Addresses of a maker's reports."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
