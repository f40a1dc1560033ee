"""The entrance of the API, its OpenAPI document, and the same as a page."""

import json
from functools import cache
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from avow.directory.models import Entry
from avow.forums.models import Forum
from avow.opendata import licence
from avow.opendata.api.document import PREFIX, Json, document
from avow.opendata.api.limits import BURST
from avow.opendata.api.problems import TITLES, Problem
from avow.opendata.api.wire import address, reply
from avow.people.access import public

_FIRST = ("Commitments", "Statistics", "Organisations", "Reports", "Forums", "Events", "Ledger")


def entrance(request: HttpRequest) -> HttpResponse:
    """Say where things are."""
    names = [path.removeprefix(PREFIX) for path in document()["paths"] if "{" not in path]
    body = {
        "documentation": address(request, "docs"),
        "openapi": address(request, "openapi.json"),
        "licence": licence.URL,
        "resources": {name: address(request, name) for name in sorted(names)},
    }
    return reply(body)


def openapi(request: HttpRequest) -> HttpResponse:
    """Hand out the document."""
    del request
    return HttpResponse(_text(), content_type="application/json")


@cache
def _text() -> bytes:
    return json.dumps(document(), ensure_ascii=False, indent=1).encode()


def nowhere(request: HttpRequest) -> HttpResponse:
    """Say that there is nothing at an address. Raises Problem."""
    detail = "There is nothing at this address."
    if request.path.endswith("/"):
        detail += " Addresses of the API have no slash at their end."
    raise Problem("not-found", f"{detail} See {PREFIX}docs")


@public
@require_safe
@vary_on_headers("Accept-Language", "Cookie")
def page(request: HttpRequest) -> HttpResponse:
    """Show every resource with its parameters, and links to try it."""
    forum = Forum.objects.order_by("starts_on", "slug").first()
    if forum is not None:
        request.forum = forum  # type: ignore[attr-defined]  # the frame then leads to its pages
    names = _names_in(forum) if forum else {}
    groups: dict[str, list[Json]] = {name: [] for name in _FIRST}
    for path, methods in document()["paths"].items():
        operation = methods["get"]
        groups[operation["tags"][0]].append(_shown(path, operation, names))
    context = {
        "groups": groups,
        "types": _types(groups),
        "problems": [(code, status, title) for code, (status, title) in TITLES.items()],
        "burst": BURST,
        "licence": licence,
    }
    return render(request, "opendata/api_docs.html", context)


def _names_in(forum: Forum) -> dict[str, str]:
    """Return names that addresses can be tried with, as far as there are any."""
    newest = Entry.objects.listed_in(forum.pk).only("ref", "organisation_slug")
    found = {"forum": forum.slug}
    for entry in newest.exclude(organisation_slug="").order_by("-published_at", "-pk")[:1]:
        found |= {"ref": entry.ref, "organisation": entry.organisation_slug}
    return found


def _shown(path: str, operation: Json, names: dict[str, str]) -> Json:
    """Return what the page shows of a resource."""
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return {
        "path": path,
        "id": operation["operationId"].replace("_", "-"),
        "summary": operation["summary"],
        "description": operation.get("description", ""),
        "parameters": [_parameter(one) for one in operation["parameters"]],
        "tries": _tries(path, operation["parameters"], names),
        "fields": _fields_of_answer(answer["$ref"]),
    }


def _parameter(one: Json) -> Json:
    schema = one["schema"]
    is_list = schema.get("type") == "array"
    inner = _resolved(schema["items"] if is_list else schema)
    return {
        "name": one["name"],
        "is_in_path": one["in"] == "path",
        "is_list": is_list,
        "kind": inner.get("type", ""),
        "choices": inner.get("enum", []),
        "least": inner.get("minimum"),
        "most": inner.get("maximum"),
        "default": schema.get("default"),
        "description": one.get("description", ""),
    }


def _fields_of_answer(ref: str) -> list[Json]:
    """Return the fields of an answer; of a list, those of its results."""
    schema = _resolved({"$ref": ref})
    results = schema["properties"].get("results")
    return _fields(_resolved(results["items"]) if results else schema)


def _fields(schema: Json) -> list[Json]:
    return [
        {
            "name": name,
            "kind": _kind(one),
            "type": _type(one),
            "description": one.get("description", ""),
        }
        for name, one in schema["properties"].items()
    ]


def _types(groups: dict[str, list[Json]]) -> list[Json]:
    """Return the shapes that fields lead to, and those that their own fields lead to."""
    waiting = [row["type"] for group in groups.values() for one in group for row in one["fields"]]
    found: dict[str, Json] = {}
    while waiting:
        name = waiting.pop()
        if name and name not in found:
            schema = document()["components"]["schemas"][name]
            fields = _fields(schema)
            found[name] = {"name": name, "description": schema["description"], "fields": fields}
            waiting += [row["type"] for row in fields]
    return [found[name] for name in sorted(found)]


def _type(one: Json) -> str:
    """Return the shape that a field leads to; nothing for a plain value."""
    inner = [*one.get("anyOf", []), one.get("items", {}), one]
    refs = [str(each["$ref"]) for each in inner if "$ref" in each]
    return refs[0].rsplit("/", 1)[-1] if refs else ""


def _kind(one: Json) -> str:
    """Return the kind of a field, as programs say it."""
    if "anyOf" in one:
        return " | ".join(dict.fromkeys(_kind(each) for each in one["anyOf"]))
    if "$ref" in one:
        return str(one["$ref"]).rsplit("/", 1)[-1]
    if one.get("type") == "array":
        return f"{_kind(one['items'])}[]"
    return str(one.get("format") or one.get("type") or "object")


def _resolved(schema: Json) -> Json:
    ref = schema.get("$ref", "")
    found: Json = document()["components"]["schemas"][ref.rsplit("/", 1)[-1]] if ref else schema
    return found


def _tries(path: str, parameters: list[Json], names: dict[str, str]) -> list[str]:
    """Return addresses that answer here: as it stands, and with the first example."""
    known = names | {"slug": names.get("organisation" if "organisations" in path else "forum", "")}
    for name in ("ref", "slug"):
        mark = f"{{{name}}}"
        if mark in path and not known.get(name):
            return []
        path = path.replace(mark, quote(known.get(name) or ""))
    examples = [
        (one["name"], one["example"])
        for one in parameters
        if "example" in one and one["name"] not in ("forum", "subject")
    ]
    has_size = any(one["name"] == "page_size" for one in parameters)
    size = [("page_size", "5")] if has_size else []
    return [path] + [f"{path}?{urlencode([one, *size], doseq=True)}" for one in examples[:1]]
