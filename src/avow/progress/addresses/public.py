"""Addresses of what the public reads of reports."""

from django.urls import URLPattern, path

from avow.progress.views import public

urlpatterns: list[URLPattern] = [
    path("commitments/<str:ref>/reports/<int:year>/", public.report, name="public_report"),
    path(
        "commitments/<str:ref>/reports/<int:year>/evidence/<int:pk>/",
        public.evidence,
        name="public_evidence",
    ),
]
