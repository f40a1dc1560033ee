"""Addresses of a maker's reports; `?of=` chooses among two of one person on one commitment."""

from django.urls import path

from avow.progress.views import mine, mine_acts, mine_report

ONE = "my/reports/<int:year>/<str:ref>/"
urlpatterns = [
    path("my/reports/", mine.listing, name="my_reports"),
    path(ONE, mine_report.report, name="my_report"),
    path(f"{ONE}figures/", mine_report.figures, name="my_figures"),
    path(f"{ONE}begin/", mine_acts.begin, name="my_begin"),
    path(f"{ONE}autosave/", mine_acts.autosave, name="my_autosave"),
    path(f"{ONE}colleague/", mine_acts.delegate, name="my_delegate"),
    path(f"{ONE}statement/", mine_acts.statement, name="my_statement"),
    path(f"{ONE}evidence/<int:number>/", mine_acts.evidence, name="my_evidence"),
]
