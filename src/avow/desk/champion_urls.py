"""The Champions' place, below /<language>/<forum>/champions/."""

from django.urls import path

from avow.desk.views import champions

app_name = "champions"
urlpatterns = [
    path("", champions.home, name="home"),
    path("cases/<int:pk>/", champions.case, name="case"),
    path("cases/<int:pk>/vote/", champions.vote, name="vote"),
    path("cases/<int:pk>/ask/", champions.ask, name="ask"),
    path("cases/<int:pk>/interest/", champions.declare, name="declare"),
    path("cases/<int:pk>/files/<int:number>/", champions.file, name="file"),
]
