"""Addresses of invitations."""

from django.urls import path

from avow.mobilising import views

app_name = "mobilising"
urlpatterns = [
    path("invited/<slug:code>/", views.invited, name="invited"),
    path("invited/<slug:code>/badge.svg", views.badge, name="badge"),
    path("invited/<slug:code>/code.svg", views.qr, name="qr"),
    path("taking-part/counted/", views.counted, name="counted"),
    path("my/invitations/", views.mine, name="mine"),
]
