"""Collects what the tests marked `rule` showed, and with `--conformance` says it and writes conformance.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conformance.report import NoSuchClause, Report, Shown

REPORT = pytest.StashKey[Report]()
SHOWS = pytest.StashKey[list[Shown]]()
FILE = "conformance.json"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--conformance", action="store_true", help=f"say which rules are kept, and write {FILE}")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[REPORT] = Report.from_clauses()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Every mark must name a clause that is listed; one that does not stops the run."""
    report, wrong = config.stash[REPORT], []
    for item in items:
        shows: list[Shown] = []
        for mark in item.iter_markers("rule"):
            try:
                shows.append(report.known(*mark.args, **mark.kwargs))
            except (NoSuchClause, TypeError) as problem:
                wrong.append(f"{item.nodeid}: {problem}")
        item.stash[SHOWS] = shows
    if wrong:
        raise pytest.UsageError("\n".join(wrong))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    result = yield
    shows = item.stash.get(SHOWS, [])
    if shows and result.failed:
        item.config.stash[REPORT].saw(shows, passed=False)
    elif shows and result.when == "call" and result.passed:
        item.config.stash[REPORT].saw(shows, passed=True)
    return result


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if not config.getoption("--conformance"):
        return
    report = config.stash[REPORT]
    Path(config.rootpath, FILE).write_text(json.dumps(report.as_json(), indent=2) + "\n")
    terminalreporter.section("conformance")
    for line in report.lines():
        terminalreporter.write_line(line)
