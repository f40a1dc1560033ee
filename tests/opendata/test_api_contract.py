"""The API keeps to its own document: schemathesis asks what that allows, and what it does not."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from avow.directory.services import publish, withdraw
from avow.opendata.api.document import document
from avow.web.wsgi import application
from tests.directory.making import public_entry, publish_some

pytestmark = pytest.mark.django_db

# Which codes a forum has is not in the document: one that is well formed may be unknown (400).
EXCLUDED = [positive_data_acceptance]
PLAIN = {"Accept-Encoding": "identity"}
PATHS = list(document()["paths"])
KNOWN = {"ref": ["GE-000999", "GE-000998"], "slug": ["generation-equality", "red-de-mujeres"]}
quick = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def operations(forum, settings):
    """The resources of the published document, over a forum with something in it."""
    settings.API_PER_MINUTE = 0
    publish_some(forum, 3)
    publish(public_entry(forum, ref="GE-000999"))
    publish(public_entry(forum, ref="GE-000998"))
    withdraw(forum, "GE-000998", reason="The house burnt down.")
    for signal in (request_started, request_finished):  # the test's connection stays open
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask(operation, mode: GenerationMode, **more) -> None:
    """Ask so many questions of a resource; every answer must be one of its document's."""

    @quick
    @given(case=operation.as_strategy(generation_mode=mode, **more))
    def answers(case):
        case.call_and_validate(headers=PLAIN, excluded_checks=EXCLUDED)

    answers()


@pytest.mark.parametrize("path", PATHS)
def test_a_resource_answers_what_may_be_asked_as_its_document_says(path, operations):
    ask(operations[path]["GET"], GenerationMode.POSITIVE)
    for name, values in KNOWN.items():
        if f"{{{name}}}" in path:
            for value in values:
                ask(
                    operations[path]["GET"],
                    GenerationMode.POSITIVE,
                    path_parameters={name: value},
                )


@pytest.mark.parametrize("path", [path for path in PATHS if "{" not in path])
def test_a_resource_refuses_what_may_not_be_asked_as_its_document_says(path, operations):
    ask(operations[path]["GET"], GenerationMode.NEGATIVE)
