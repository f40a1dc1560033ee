"""Addresses of what the public reads of annual reports."""

from django.urls import URLPattern, path

from avow.annual.views import files, public

_YEAR = "reports/<int:year>/"
urlpatterns: list[URLPattern] = [
    path("reports/", public.reports, name="reports"),
    path("reports/<int:year>.pdf", files.pdf, name="pdf"),
    path(f"{_YEAR}data.zip", files.data, name="package"),
    path(_YEAR, public.report, name="report"),
    path(f"{_YEAR}editions/<int:number>/", public.report, name="edition"),
    path(f"{_YEAR}coalitions/<slug:slug>/", public.chapter, name="chapter"),
    path(f"{_YEAR}annex/", public.annex, name="annex"),
    path(f"{_YEAR}charts/<slug:key>.<str:code>", public.chart, name="chart"),
]
