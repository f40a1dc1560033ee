"""Addresses of people, below `<forum>/`: one's account, organisations, and the desk."""

from django.urls import path

from avow.people.views import (
    account,
    desk,
    duplicates,
    invitations,
    looks,
    members,
    organisations,
    seats,
)

app_name = "people"
urlpatterns = [
    path("my/profile/", account.profile, name="profile"),
    path("my/profile/data.json", account.export, name="export"),
    path("my/profile/erase/", account.erase, name="erase"),
    path("my/organisations/", organisations.mine, name="organisations"),
    path("my/organisations/new/", organisations.new, name="organisation_new"),
    path("my/organisations/<slug:slug>/", organisations.edit, name="organisation"),
    path("my/organisations/<slug:slug>/join/", organisations.join, name="join"),
    path("my/organisations/<slug:slug>/looks/", looks.looks, name="looks"),
    path("my/organisations/<slug:slug>/people/", members.members, name="members"),
    path("my/organisations/<slug:slug>/people/<int:pk>/role/", members.role, name="member_role"),
    path(
        "my/organisations/<slug:slug>/people/<int:pk>/remove/", members.remove, name="member_remove"
    ),
    path(
        "my/organisations/<slug:slug>/invitations/<int:pk>/revoke/", members.revoke, name="revoke"
    ),
    path("my/organisations/<slug:slug>/requests/<int:pk>/", members.answer, name="answer_request"),
    path("my/invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("desk/organisations/", desk.organisations, name="desk_organisations"),
    path("desk/organisations/duplicates/", duplicates.duplicates, name="desk_duplicates"),
    path("desk/organisations/duplicates/look/", duplicates.look, name="desk_duplicates_look"),
    path("desk/organisations/duplicates/<int:pk>/apart/", duplicates.apart, name="desk_apart"),
    path(
        "desk/organisations/<slug:first>/merge/<slug:second>/", duplicates.merge, name="desk_merge"
    ),
    path("desk/people/", desk.people, name="desk_people"),
    path("desk/people/roles/<int:pk>/revoke/", desk.revoke_role, name="desk_role_revoke"),
    path(
        "desk/people/invitations/<int:pk>/revoke/",
        desk.revoke_invitation,
        name="desk_invitation_revoke",
    ),
    path("desk/seats/", seats.seats, name="desk_seats"),
    path("desk/seats/<int:pk>/end/", seats.end, name="desk_seat_end"),
    path("desk/seats/<int:pk>/share/", seats.share, name="desk_seat_share"),
    path("desk/seats/holders/<int:pk>/chair/", seats.chair, name="desk_seat_chair"),
    path("desk/windows/", desk.windows, name="desk_windows"),
    path("desk/windows/<slug:key>/", desk.window, name="desk_window"),
]
