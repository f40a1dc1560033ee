"""Addresses of figures, below `<forum>/`."""

from django.urls import path

from avow.accountability import views

app_name = "accountability"
urlpatterns = [
    path("progress/", views.dashboard, name="dashboard"),
    path("progress/<slug:key>.<str:code>", views.chart, name="chart"),
]
