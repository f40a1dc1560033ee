"""Addresses of the local mail page, below `local-mail/`, outside of any forum."""

from django.urls import path

from avow.notices import views

app_name = "local_mail"
urlpatterns = [
    path("", views.local_mail, name="mails"),
    path("<int:pk>/html/", views.local_mail_html, name="html"),
]
