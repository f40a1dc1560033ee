"""Addresses of an application. A pack's section may not be named like one of these pages."""

from django.urls import path

from avow.applications.views import filling, handing_in, starting

app_name = "applications"
urlpatterns = [
    path("apply/", starting.start, name="start"),
    path("apply/letter/", starting.letter, name="letter"),
    path("apply/questions/", starting.questions, name="questions"),
    path("apply/<int:pk>/", handing_in.overview, name="overview"),
    path("apply/<int:pk>/coalitions/", starting.coalitions, name="coalitions"),
    path("apply/<int:pk>/check/", handing_in.check, name="check"),
    path("apply/<int:pk>/submit/", handing_in.submit, name="submit"),
    path("apply/<int:pk>/received/", handing_in.received, name="received"),
    path("apply/<int:pk>/print/", handing_in.read, name="print"),
    path("apply/<int:pk>/clarification/", handing_in.clarification, name="clarification"),
    path("apply/<int:pk>/withdraw/", handing_in.withdraw, name="withdraw"),
    path("apply/<int:pk>/autosave/", filling.autosave, name="autosave"),
    path("apply/<int:pk>/files/<int:file>/", filling.file, name="file"),
    path("apply/<int:pk>/<slug:section>/", filling.section, name="section"),
    path("apply/<int:pk>/<slug:section>/<slug:coalition>/", filling.section, name="section_in"),
]
