"""The pages of a forum that belong to no app."""

from django.urls import path

from avow.web.views import forum

app_name = "forum"
urlpatterns = [
    path("", forum.home, name="home"),
    path("coalitions/", forum.coalitions, name="coalitions"),
    path("coalitions/<slug:slug>/", forum.coalition, name="coalition"),
    path("calendar/", forum.calendar_page, name="calendar"),
    path("about/", forum.about, name="about"),
    path("criteria/", forum.criteria, name="criteria"),
    path("help/", forum.help_page, name="help"),
    path("contact/", forum.contact, name="contact"),
    path("safety/", forum.safety, name="safety"),
]
