"""The map of addresses: the product on a page. What stays is listed in docs/addresses.md."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

FORUM = [
    path("", include("avow.people.urls")),
    path("", include("avow.interest.urls")),
    path("", include("avow.applications.my_urls")),
    path("", include("avow.applications.urls")),
    path("", include("avow.commitments.urls")),
    path("", include("avow.directory.urls")),
    path("", include("avow.notices.urls")),
    path("my/jobs/", include("avow.jobs.urls")),
    path("ledger/", include("avow.ledger.urls")),
    path("champions/", include("avow.desk.champion_urls")),
    path("core-group/", include("avow.desk.core_group_urls")),
    path("desk/", include("avow.desk.urls")),
]

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    *i18n_patterns(
        path("local-mail/", include("avow.notices.local_urls")),
        path("<slug:forum>/", include(FORUM)),
    ),
]
