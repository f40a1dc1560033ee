"""The Core Group's place, below /<language>/<forum>/core-group/."""

from django.urls import path

from avow.desk.views import core_group

app_name = "core_group"
urlpatterns = [
    path("", core_group.home, name="home"),
    path("cases/<int:pk>/", core_group.case, name="case"),
    path("cases/<int:pk>/object/", core_group.object_, name="object"),
]
