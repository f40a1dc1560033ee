"""Addresses of jobs, below `<forum>/my/jobs/`."""

from django.urls import path

from avow.jobs import views

app_name = "jobs"
urlpatterns = [
    path("<int:pk>/", views.job, name="job"),
]
