"""The secretariat's desk, below /<language>/<forum>/desk/; other apps add pages of their own."""

from django.urls import path

from avow.desk.views import application, applications, cases, commitments, home, outcomes, terms

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("calendar/", home.calendar, name="calendar"),
    path("promise/", home.promise, name="promise"),
    path("applications/", applications.queue, name="applications"),
    path("applications/many/", applications.many, name="applications_many"),
    path("applications/<int:pk>/", application.application, name="application"),
    path("applications/<int:pk>/act/", application.act, name="application_act"),
    path("applications/<int:pk>/check/", application.check, name="application_check"),
    path("applications/<int:pk>/assign/", application.assign, name="application_assign"),
    path("applications/<int:pk>/files/<int:number>/", application.file, name="file"),
    path("cases/", cases.cases, name="cases"),
    path("cases/<int:pk>/", cases.case, name="case"),
    path("cases/<int:pk>/act/", cases.act, name="case_act"),
    path("outcomes/", outcomes.outcomes, name="outcomes"),
    path("outcomes/<int:pk>/", outcomes.outcome, name="outcome"),
    path("outcomes/<int:pk>/prepare/", outcomes.prepare, name="prepare"),
    path("outcomes/<int:pk>/release/", outcomes.release, name="release"),
    path("commitments/", commitments.queue, name="commitments"),
    path("commitments/many/", commitments.many, name="commitments_many"),
    path("commitments/terms/", terms.ending, name="terms"),
    path("commitments/<str:ref>/", commitments.commitment, name="commitment"),
    path("commitments/<str:ref>/files/<int:number>/", commitments.file, name="commitment_file"),
    path("commitments/<str:ref>/act/", commitments.act, name="commitment_act"),
]
