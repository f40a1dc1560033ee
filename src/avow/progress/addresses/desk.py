"""Addresses of reporting at the secretariat's desk."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
