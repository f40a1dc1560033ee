"""The map of addresses: the product on a page. See INTERFACES in docs/addresses.md for what stays."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
]
urlpatterns += i18n_patterns()
