"""Addresses of the maker's commitments, partnerships and the public history, below `<forum>/`."""

from django.urls import path, re_path

from avow.commitments.views import advice, joining, joint, mine, public, writing

app_name = "commitments"
urlpatterns = [
    path("my/commitments/", mine.listing, name="list"),
    path("my/commitments/new/", mine.new, name="start"),
    path("my/commitments/<str:ref>/", mine.overview, name="overview"),
    path("my/commitments/<str:ref>/check/", mine.check, name="check"),
    path("my/commitments/<str:ref>/preview/", writing.preview, name="preview"),
    path("my/commitments/<str:ref>/autosave/", writing.autosave, name="autosave"),
    path("my/commitments/<str:ref>/files/<int:number>/", writing.file, name="file"),
    path("my/commitments/<str:ref>/guidance/", advice.beside, name="guidance"),
    re_path(
        r"^my/commitments/(?P<ref>[^/]+)/do/(?P<move>answer|withdraw|amend|extend|renew|drop)/$",
        mine.act,
        name="act",
    ),
    path("my/commitments/<str:ref>/makers/", joint.makers, name="makers"),
    path("my/commitments/<str:ref>/joinings/<int:pk>/", joining.answer, name="joining"),
    path("my/commitments/<str:ref>/<slug:section>/", writing.section, name="section"),
    path("my/partnerships/", public.partnerships, name="partnerships"),
    path("my/partnerships/<str:ref>/<slug:slug>/", public.say, name="say"),
    re_path(
        r"^commitments/(?P<ref>[^/]+)/files/(?P<key>[0-9a-f]{16})/$",
        public.document,
        name="document",
    ),
    path("guidance/", advice.explained, name="guidance_rules"),
    path("my/joint/", joint.listing, name="joint"),
    path("my/joint/<str:ref>/<slug:slug>/", joint.text, name="co_maker"),
    re_path(
        r"^my/joint/(?P<ref>[^/]+)/(?P<slug>[-\w]+)/(?P<move>sign|refuse|leave)/$",
        joint.say,
        name="co_maker_say",
    ),
    path("commitments/<str:ref>/join/", joining.ask, name="join"),
    path("commitments/<str:ref>/history/", public.past, name="history"),
    path("commitments/<str:ref>/history/<int:number>/", public.revision, name="revision"),
]
