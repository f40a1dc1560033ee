"""Addresses of reporting at the secretariat's desk, and of what Champions read of it."""

from django.urls import URLPattern, path

from avow.progress.views import desk, desk_champions, desk_report, desk_silent

_YEAR = "desk/reports/<int:year>/"
_ONE = f"{_YEAR}<str:ref>/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("desk/reports/", desk.cycles, name="desk_cycles"),
    path("desk/reports/inactive/", desk_silent.inactive, name="desk_inactive"),
    path("desk/reports/inactive/<str:ref>/", desk_silent.lift, name="desk_lift"),
    path(_YEAR, desk.reports, name="desk_reports"),
    path(f"{_YEAR}publish/", desk.publish, name="desk_publish"),
    path(f"{_YEAR}drop/", desk.drop, name="desk_drop"),
    path(f"{_YEAR}time/", desk.extend, name="desk_extend"),
    path(f"{_YEAR}freeze/", desk.freeze, name="desk_freeze"),
    path(f"{_YEAR}missing/", desk_silent.silent, name="desk_silent"),
    path(f"{_YEAR}missing/remind/", desk_silent.remind, name="desk_remind"),
    path(f"{_YEAR}missing/list.<str:code>", desk_silent.file, name="desk_silent_file"),
    path(_ONE, desk_report.report, name="desk_report"),
    path(f"{_ONE}act/", desk_report.act, name="desk_act"),
    path(f"{_ONE}comments/", desk_report.comment, name="desk_comment"),
    path(f"{_ONE}comments/<int:number>/", desk_report.withdraw, name="desk_withdraw"),
    path(f"{_ONE}evidence/<int:number>/", desk_report.proof, name="desk_proof"),
    path("champions/reports/", desk_champions.reports, name="champions_reports"),
    path("champions/reports/mail/", desk_champions.mail, name="champions_mail"),
]
