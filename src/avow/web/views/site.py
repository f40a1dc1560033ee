"""Addresses of the whole installation: the front door, languages, and what machines ask for."""

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import translate_url
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from avow.forums.models import Forum
from avow.people.access import public
from avow.web.zones import preferred_language


@public
@require_safe
def front_door(request: HttpRequest, *, chosen: bool = False) -> HttpResponse:
    """Lead to the only forum, in the reader's language; with several, let them choose.

    `chosen`: the address names the language already.
    """
    forums = list(Forum.objects.order_by("-starts_on", "slug"))
    if len(forums) == 1:
        language = translation.get_language() if chosen else preferred_language(request)
        with translation.override(language):
            return redirect("forum:home", forum=forums[0].slug)
    return render(request, "web/front_door.html", {"forums": forums})


@public
@require_safe
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember a language and show the page one came from in it."""
    if code not in settings.COMPLETE_LANGUAGES:
        raise Http404
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(translate_url(target, code))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=timedelta(days=365),
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


@public
@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  a view gets one
    """Say that the process answers, and nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@public
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  a view gets one
    """Say whether this node can serve: database, migrations, cache. 503 names the bad one."""
    checks = {"database": _database_answers(), "cache": _cache_answers()}
    checks["migrations"] = checks["database"] and _migrations_are_done()
    words = {name: "ok" if good else "bad" for name, good in checks.items()}
    return JsonResponse(words, status=200 if all(checks.values()) else 503)


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep crawlers on the public pages."""
    private = [
        "accounts/",
        "language/",
        "*my/",
        "*desk/",
        "*champions/",
        "*core-group/",
        "*apply/",
        "*join/",
    ]
    lines = ["User-agent: *", *(f"Disallow: /{path}" for path in private)]
    lines += [f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


@public
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Say whom to tell about a weakness (RFC 9116)."""
    forum = Forum.objects.order_by("-starts_on").first()
    contact = (forum.pack.get("contact") or {}).get("email") if forum else ""
    expires = timezone.now().replace(microsecond=0) + timedelta(days=180)
    lines = [
        f"Contact: mailto:{contact or 'security@' + request.get_host().partition(':')[0]}",
        f"Expires: {expires.isoformat()}",
        f"Preferred-Languages: {', '.join(settings.COMPLETE_LANGUAGES)}",
        f"Canonical: {request.build_absolute_uri()}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain")


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() is not None
    except DatabaseError:
        return False


def _migrations_are_done() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _cache_answers() -> bool:
    try:
        cache.set("readyz", "ok", 5)
        return bool(cache.get("readyz") == "ok")
    except Exception:  # noqa: BLE001  whatever the cache's client raises, the answer is no
        return False
