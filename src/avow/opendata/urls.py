"""Addresses of downloads, the data page and imports, below `<forum>/`."""

from django.urls import path

from avow.opendata import data_views, totals, views
from avow.opendata.reporting import views as reporting
from avow.opendata.tokens import views as token_views

app_name = "data"
urlpatterns = [
    path("data/", data_views.home, name="home"),
    path("data/datapackage.json", data_views.described, name="package"),
    path("data/dump/<str:name>", data_views.dumped, name="dump"),
    path("commitments.<str:code>", data_views.commitments, name="commitments"),
    path(
        "coalitions/<slug:slug>/blueprint/versions/<int:number>/comments.<str:code>",
        views.comments,
        name="comments",
    ),
    path("my/reports/sheet/", reporting.sheet, name="report_sheet"),
    path("my/reports/sheet.xlsx", reporting.download, name="report_sheet_file"),
    path("my/api/", token_views.tokens, name="tokens"),
    path("my/api/<int:pk>/revoke/", token_views.revoke, name="token_revoke"),
    path("totals.csv", totals.download, name="totals"),
    path("desk/import/", views.imports, name="imports"),
    path("desk/import/near/", views.near_misses, name="near_misses"),
    path("desk/import/near/<int:pk>/", views.near_miss, name="near_miss"),
    path("desk/import/<int:pk>/", views.upload, name="upload"),
    path("desk/import/<int:pk>/columns/", views.columns, name="columns"),
    path("desk/import/<int:pk>/errors.csv", views.errors, name="errors"),
]
