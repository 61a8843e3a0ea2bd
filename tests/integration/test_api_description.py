"""The API keeps to its own description, whatever is thrown at it, and says of each operation who may open it."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from django.urls import get_resolver
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode, checks
from schemathesis.specs.openapi import checks as openapi_checks
from tests.conftest import Clock
from tests.integration.api_client import Caller, open_hours

from openline.channels.api.doors import ANYONE, OPEN_TO, THE_PERSON
from openline.channels.api.urls import api
from openline.project.gatekeeper import who_may_open
from openline.ui.doors import PUBLIC

pytestmark = pytest.mark.django_db(transaction=True)
EXAMPLES = 15
CHECKS = [
    checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_schema_conformance,
]


@pytest.fixture
def described(client: Client) -> Any:
    return client.get("/api/v1/openapi.json").json()


def _operations(described: Any) -> list[tuple[str, str, Any]]:
    return [(path, method, one) for path, methods in described["paths"].items() for method, one in methods.items()]


def test_each_operation_says_who_may_open_it_and_asks_for_a_token_where_it_must(described: Any) -> None:
    for path, method, operation in _operations(described):
        assert operation[OPEN_TO] in (ANYONE, THE_PERSON), (method, path)
        assert bool(operation.get("security")) is (operation[OPEN_TO] == THE_PERSON), (method, path)


def test_each_address_passes_the_gatekeeper() -> None:
    mounted = [one for one in get_resolver().url_patterns if str(one.pattern) in ("api/v1/", "hooks/")]
    assert len(mounted) == 2
    for pattern in [pattern for resolver in mounted for pattern in resolver.url_patterns]:
        assert PUBLIC in who_may_open(pattern.callback), pattern


def test_no_number_of_a_person_or_a_case_travels_in_an_address(described: Any) -> None:
    named = {
        parameter["name"]
        for _, _, operation in _operations(described)
        for parameter in operation.get("parameters", [])
        if parameter["in"] in ("path", "query")
    }
    assert named == {"conversation_id", "after"}


def test_every_failure_is_described_as_a_problem_document(described: Any) -> None:
    for path, method, operation in _operations(described):
        for status, answer in operation["responses"].items():
            kinds = set(answer["content"])
            expected = {"application/problem+json"} if int(status) >= 400 else {"application/json"}
            assert kinds == expected, (method, path, status)


def test_no_page_of_the_api_loads_anything_from_elsewhere(client: Client) -> None:
    assert api.docs_url is None
    assert client.get("/api/v1/docs").status_code == 404


@pytest.mark.timeout(240)
def test_random_calls_get_what_the_description_says_and_never_break_it(
    client: Client, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.starts_at(open_hours)
    monkeypatch.setattr("openline.channels.api.cases.ASKED_PER_HOUR", 10_000)
    caller = Caller(client)
    caller.start()
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    operations = [result.ok() for result in schema.get_all_operations()]
    assert {operation.path for operation in operations} == set(schema.raw_schema["paths"])
    answered = [_throw_at(operation, caller, mode) for operation in operations for mode in GenerationMode]
    for operation, statuses in zip(operations, answered[::2], strict=True):
        if "conversations" in operation.path:  # no description can say which numbers there are
            assert statuses & {200, 201}, operation.label


def _throw_at(operation: Any, caller: Caller, mode: GenerationMode) -> set[int]:
    """The statuses that random calls got: of what the description allows, or of what it does not."""
    statuses: set[int] = set()
    personal = "{conversation_id}" in operation.path
    token = {"Authorization": f"Bearer {caller.token}"} if personal else None
    # A call that we make valid in part, by its token and conversation, may be right after all.
    expected = CHECKS if personal else [*CHECKS, openapi_checks.negative_data_rejection]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def throw(case: Any) -> None:
        if personal:
            case.path_parameters["conversation_id"] = caller.conversation
        answer = case.call_and_validate(headers=token, checks=expected)
        statuses.add(answer.status_code)

    throw()
    return statuses
