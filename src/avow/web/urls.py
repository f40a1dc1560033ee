"""The map of addresses: the product on a page. What stays is listed in docs/addresses.md."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from avow.directory import views_oembed
from avow.web.views import site, sitemaps

FORUM = [
    path("", include("avow.directory.urls")),  # first: most readers come for these
    path("", include("avow.web.forum_urls")),
    path("", include("avow.people.urls")),
    path("", include("avow.participants.urls")),
    path("", include("avow.moderation.urls")),
    path("", include("avow.mobilising.urls")),
    path("", include("avow.blueprints.urls")),
    path("", include("avow.consultation.urls")),
    path("", include("avow.events.urls")),
    path("", include("avow.conversation.urls")),
    path("", include("avow.news.urls")),
    path("", include("avow.interest.urls")),
    path("", include("avow.applications.my_urls")),
    path("", include("avow.applications.urls")),
    path("", include("avow.commitments.urls")),
    path("", include("avow.commitments.catalogue.urls")),
    path("", include("avow.progress.urls")),
    path("", include("avow.annual.urls")),
    path("", include("avow.learning.urls")),
    path("", include("avow.following.urls")),
    path("", include("avow.opendata.urls")),
    path("", include("avow.accountability.urls")),
    path("", include("avow.notices.urls")),
    path("my/jobs/", include("avow.jobs.urls")),
    path("ledger/", include("avow.ledger.urls")),
    path("champions/", include("avow.desk.champion_urls")),
    path("core-group/", include("avow.desk.core_group_urls")),
    path("desk/", include("avow.desk.urls")),
]

urlpatterns = [
    path("", site.front_door, name="front_door"),
    path("language/<str:code>/", site.language, name="language"),
    path("healthz", site.alive, name="healthz"),
    path("readyz", site.ready, name="readyz"),
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap-commitments-<int:number>.xml", sitemaps.commitments, name="sitemap_commitments"),
    path(
        "sitemap-organisations-<slug:forum>-<int:number>.xml",
        sitemaps.organisations,
        name="sitemap_organisations",
    ),
    path(".well-known/security.txt", site.security_txt, name="security_txt"),
    path("oembed", views_oembed.oembed, name="oembed"),
    path("accounts/", include("allauth.urls")),
    path("api/", include("avow.opendata.api.urls")),
    *i18n_patterns(
        path("", site.front_door, {"chosen": True}, name="front_door_in"),
        path("local-mail/", include("avow.notices.local_urls")),
        path("<slug:forum>/", include(FORUM)),
    ),
]

handler400 = "avow.web.problems.bad_request"
handler403 = "avow.web.problems.forbidden"
handler404 = "avow.web.problems.not_found"
handler500 = "avow.web.problems.server_error"
