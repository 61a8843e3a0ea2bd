"""Collects what the tests marked `rule` showed, and with `--conformance` says it and writes conformance.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conformance.report import NoSuchClause, Report, Shown

SHOWS = "shows"
FILE = "conformance.json"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--conformance", action="store_true", help=f"say which rules are kept, and write {FILE}")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Conformance(config), "conformance")


class Conformance:
    """The report of one run, also of one whose tests run in several processes."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._report = Report.from_clauses()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Every mark must name a clause that is listed; one that does not stops the run."""
        wrong: list[str] = []
        for item in items:
            for mark in item.iter_markers("rule"):
                try:
                    shown = self._report.known(*mark.args, **mark.kwargs)
                except (NoSuchClause, TypeError) as problem:
                    wrong.append(f"{item.nodeid}: {problem}")
                else:
                    item.user_properties.append((SHOWS, (shown.rule, shown.clause, shown.channel)))
        if wrong:
            raise pytest.UsageError("\n".join(wrong))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called where the run is summed up, with what came from the process that ran the test."""
        shows = [Shown(*map(str, named)) for name, named in report.user_properties if name == SHOWS]
        if report.failed:
            self._report.saw(shows, passed=False)
        elif report.when == "call" and report.passed:
            self._report.saw(shows, passed=True)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if not self._config.getoption("--conformance"):
            return
        Path(self._config.rootpath, FILE).write_text(json.dumps(self._report.as_json(), indent=2) + "\n")
        terminalreporter.section("conformance")
        for line in self._report.lines():
            terminalreporter.write_line(line)
