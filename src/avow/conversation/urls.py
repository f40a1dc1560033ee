"""Addresses of the conversation."""

from django.urls import path

from avow.conversation import views

app_name = "conversation"
urlpatterns = [
    path("conversation/", views.topics, name="list"),
    path("conversation/<slug:slug>/", views.topic, name="topic"),
    path("conversation/<slug:slug>/reply/", views.reply, name="reply"),
    path("conversation/<slug:slug>/posts/<int:pk>/", views.post, name="post"),
    path("conversation/<slug:slug>/feed.atom", views.feed, name="feed"),
    path("desk/conversation/", views.desk_list, name="desk_list"),
    path("desk/conversation/<slug:slug>/", views.desk_topic, name="desk_topic"),
]
