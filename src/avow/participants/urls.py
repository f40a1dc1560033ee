"""Addresses of taking part."""

from django.urls import path

from avow.participants import views

app_name = "participants"
urlpatterns = [
    path("taking-part/", views.about, name="about"),
    path("taking-part/sign-up/", views.sign_up, name="sign_up"),
    path("taking-part/sent/", views.sent, name="sent"),
    path("taking-part/waiting/", views.open_own, name="open_own"),
    path("taking-part/leave/", views.leave_browser, name="leave"),
    path("taking-part/forget/", views.forget_me, name="forget"),
    path("taking-part/confirm/<str:token>/", views.confirm_link, name="confirm"),
]
