"""Addresses of interest."""

from django.urls import path

from avow.interest import views

app_name = "interest"
urlpatterns = [
    path("join/", views.join, name="join"),
    path("join/sent/", views.sent, name="sent"),
    path("join/confirm/<str:token>/", views.confirm_link, name="confirm"),
    path("desk/interest/", views.desk_list, name="desk_list"),
    path("desk/interest/<int:pk>/erase/", views.desk_erase, name="desk_erase"),
    path("desk/interest/invite/", views.desk_invite, name="desk_invite"),
]
