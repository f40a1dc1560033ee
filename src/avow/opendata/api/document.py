"""The OpenAPI document: what ninja makes of the resources, and what it does not know."""

import json
from functools import cache
from typing import Any

from avow.opendata import licence
from avow.opendata.api.problems import CONTENT_TYPE, DOCS, TITLES
from avow.opendata.api.resources import api

Json = dict[str, Any]
PREFIX = "/api/v1/"
_DETAILS = {
    "bad-request": "country: this forum knows no such value.",
    "unknown-token": "This token is not known, or was revoked.",
    "not-found": "There is no commitment GE-999999.",
    "method-not-allowed": "The API can only be read.",
    "gone": "GE-000123 was withdrawn.",
    "address-too-long": "Choose fewer filters, or search for fewer words.",
    "too-many-requests": "At most 300 requests in 60 seconds. Ask again later, or with a token.",
    "server-error": "It is not your doing.",
}
_MEANINGS = {
    200: "What was asked for.",
    301: "It was merged into another; `Location` says which.",
    304: "What you hold is current.",
    400: "A parameter cannot be read; `errors` says which, and why.",
    401: "The token is not known.",
    404: "There is no such thing.",
    405: "The API can only be read.",
    410: "It was withdrawn; what is left of it is here.",
    414: "The address is longer than anybody needs.",
    429: "Too many requests: wait as long as `Retry-After` says.",
    500: "Something broke here.",
}


@cache
def document() -> Json:
    """Return the document; the same for everybody, for it names no host."""
    made: Json = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX), default=str))
    made["info"] |= {
        "license": {"name": licence.NAME, "url": licence.URL},
        "summary": "Read only, JSON, open to everybody.",
    }
    made["servers"] = [{"url": "/"}]
    made["security"] = [{}, {"token": []}]
    made["externalDocs"] = {"url": DOCS, "description": "The same for people"}
    components = made["components"]
    components["securitySchemes"] = {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "Optional: more requests a minute. Made at `my/api/`.",
        }
    }
    components["headers"] = _headers()
    for methods in made["paths"].values():
        for operation in methods.values():
            _mend(operation)
    _plain(components["schemas"])
    return made


def _mend(operation: Json) -> None:
    for parameter in operation["parameters"]:
        _mend_parameter(parameter)
    for status, response in operation["responses"].items():
        number = int(status)
        response["description"] = _MEANINGS[number]
        response["headers"] = _headers_of(number)
        content = response.get("content", {}).pop("application/json", None)
        if content is None:
            continue
        if number >= 400:
            response["content"] = {CONTENT_TYPE: content | {"example": _example(number)}}
        else:
            response["content"] = {"application/json": content}


def _mend_parameter(parameter: Json) -> None:
    """Say of a parameter what an address can say: a value, or that it is not there."""
    schema = parameter["schema"]
    kinds = [one for one in schema.pop("anyOf", []) if one != {"type": "null"}]
    for kind in kinds:
        schema |= kind
    if schema.get("default") in (None, "", []):
        schema.pop("default", None)
    schema.pop("title", None)
    schema.pop("description", None)
    if schema.get("type") == "array":
        parameter |= {"style": "form", "explode": True}
    examples = schema.pop("examples", None)
    parameter.pop("examples", None)
    if examples:
        parameter["example"] = examples[0]
    parameter["schema"] = schema


def _plain(schemas: Json) -> None:
    """Take the titles away that only repeat a name."""
    for schema in schemas.values():
        schema.pop("title", None)
        for one in schema.get("properties", {}).values():
            one.pop("title", None)


def _example(status: int) -> Json:
    code = next(code for code, (number, _title) in TITLES.items() if number == status)
    found: Json = {
        "type": f"{DOCS}#{code}",
        "title": TITLES[code][1],
        "status": status,
        "detail": _DETAILS[code],
        "instance": "/api/v1/commitments",
    }
    if code == "bad-request":
        found["errors"] = [{"parameter": "country", "detail": "this forum knows no such value"}]
    if code == "gone":
        found |= {"ref": "GE-000123", "commitment_title": "Shelters", "reason": "No money."}
    return found


def _headers() -> Json:
    def header(description: str, example: str) -> Json:
        return {"description": description, "schema": {"type": "string"}, "example": example}

    return {
        "ETag": header("The name of this answer.", '"5d41402abc4b2a76b9719d911017c592"'),
        "Link": header("The licence, and the next page.", f'<{licence.URL}>; rel="license"'),
        "RateLimit": header("What is left.", '"burst";r=59;t=4, "minute";r=299;t=33'),
        "RateLimit-Policy": header("The limits.", '"burst";q=60;w=5, "minute";q=300;w=60'),
        "Retry-After": header("Seconds to wait.", "27"),
        "Location": header("Where it is now.", "/api/v1/organisations/another"),
        "Allow": header("What can be done.", "GET, HEAD, OPTIONS"),
    }


def _headers_of(status: int) -> Json:
    names = ["RateLimit", "RateLimit-Policy"]
    names += {200: ["ETag", "Link"], 304: ["ETag"], 301: ["Location"], 405: ["Allow"]}.get(
        status, ["Retry-After"] if status == 429 else []
    )
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
