"""Addresses of plans: what the public reads, and where Champions write."""

from django.urls import path

from avow.blueprints.views import plan, public, structure, versions, writing

app_name = "blueprints"
_READ = "coalitions/<slug:slug>/blueprint/"
_WRITE = "champions/blueprint/<slug:slug>/"
urlpatterns = [
    path("acceleration-plan/", plan.plan, name="plan"),
    path("acceleration-plan/versions/<int:number>/", plan.version, name="plan_version"),
    path("acceleration-plan/versions/<int:number>.pdf", plan.pdf, name="plan_pdf"),
    path("desk/acceleration-plan/", plan.desk, name="desk_plan"),
    path(_READ, public.blueprint, name="blueprint"),
    path(f"{_READ}versions/<int:number>/", public.version, name="version"),
    path(f"{_READ}versions/<int:number>.pdf", public.pdf, name="pdf"),
    path(f"{_READ}versions/<int:number>/diff/", public.diff, name="diff"),
    path("champions/blueprint/", writing.plans, name="desk_plans"),
    path(_WRITE, writing.overview, name="desk"),
    path(f"{_WRITE}begin/", structure.begin, name="desk_begin"),
    path(f"{_WRITE}structure/", structure.change, name="desk_structure"),
    path(f"{_WRITE}sections/<slug:key>/", writing.section, name="desk_section"),
    path(f"{_WRITE}sections/<slug:key>/hold/", writing.hold, name="desk_hold"),
    path(f"{_WRITE}sections/<slug:key>/autosave/", writing.autosave, name="desk_autosave"),
    path(f"{_WRITE}sections/<slug:key>/preview/", writing.preview, name="desk_preview"),
    path(f"{_WRITE}sections/<slug:key>/history/", writing.history, name="desk_history"),
    path(f"{_WRITE}sections/<slug:key>/remarks/", writing.remark, name="desk_remark"),
    path(f"{_WRITE}versions/", versions.versions, name="desk_versions"),
    path(f"{_WRITE}versions/<int:number>/", versions.version, name="desk_version"),
    path(f"{_WRITE}versions/<int:number>/act/", versions.act, name="desk_act"),
]
