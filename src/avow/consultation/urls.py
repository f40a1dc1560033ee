"""Addresses of consultations."""

from django.urls import path

from avow.consultation.views import desk, public

app_name = "consultation"
_READ = "coalitions/<slug:slug>/blueprint/versions/<int:number>/"
urlpatterns = [
    path(f"{_READ}comments/", public.comments, name="comments"),
    path(f"{_READ}comments/new/", public.new, name="new"),
    path(f"{_READ}comments/figures/", public.figures, name="figures"),
    path(f"{_READ}comments/<int:pk>/", public.comment, name="comment"),
    path(f"{_READ}comments/<int:pk>/support/", public.support, name="support"),
    path(f"{_READ}you-said-we-did/", public.you_said, name="you_said"),
    path("champions/consultation/<slug:slug>/", desk.queue, name="queue"),
    path("desk/consultation/", desk.desk_list, name="desk_list"),
    path("desk/consultation/<slug:slug>/<int:number>/", desk.desk_version, name="desk_version"),
    path(
        "desk/consultation/<slug:slug>/<int:number>/workshop/", desk.workshop, name="desk_workshop"
    ),
]
