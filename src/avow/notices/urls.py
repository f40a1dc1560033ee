"""Addresses of notices, below `<forum>/`: one's own, and the secretariat's outbox."""

from django.urls import path

from avow.notices import views

app_name = "notices"
urlpatterns = [
    path("my/notices/", views.inbox, name="list"),
    path("my/notices/read/", views.read, name="read_all"),
    path("my/notices/<int:pk>/read/", views.read, name="read"),
    path("desk/outbox/", views.outbox, name="outbox"),
    path("desk/outbox/preview/", views.previews, name="previews"),
    path("desk/outbox/preview/<str:verb>/", views.preview, name="preview"),
    path("desk/outbox/preview/<str:verb>/html/", views.preview_html, name="preview_html"),
    path("desk/outbox/<int:pk>/", views.message, name="message"),
    path("desk/outbox/<int:pk>/html/", views.message_html, name="message_html"),
    path("desk/outbox/<int:pk>/resend/", views.resend, name="resend"),
]
