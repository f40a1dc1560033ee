"""Addresses of events."""

from django.urls import path

from avow.events.views import desk, public, tickets

app_name = "events"
urlpatterns = [
    path("events/", public.events, name="list"),
    path("events.ics", public.calendar, name="calendar"),
    path("events/tickets/<str:token>/", tickets.ticket, name="ticket"),
    path("events/<slug:slug>/", public.event, name="event"),
    path("events/<slug:slug>.ics", public.event_calendar, name="event_calendar"),
    path("events/<slug:slug>/register/", tickets.register, name="register"),
    path("events/<slug:slug>/attend/", tickets.attend, name="attend"),
    path("events/<slug:slug>/documents/<int:pk>/", public.document, name="document"),
    path("my/events/", tickets.mine, name="mine"),
    path("desk/events/", desk.desk_list, name="desk_list"),
    path("desk/events/new/", desk.new, name="desk_new"),
    path("desk/events/<slug:slug>/", desk.desk_event, name="desk_event"),
    path("desk/events/<slug:slug>/people/", desk.people, name="desk_people"),
    path("desk/events/<slug:slug>/people.csv", desk.people_csv, name="desk_people_csv"),
    path("desk/events/<slug:slug>/code/", desk.code, name="desk_code"),
    path("desk/events/<slug:slug>/code.svg", desk.code_picture, name="desk_code_picture"),
]
