"""The `openline` command answers what it can without a database, and says what to do where it cannot."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from openline.project import places
from openline.project.cli import COMMANDS, main
from openline.project.commands import CommandError
from openline.project.commands._pack import a_day, a_moment
from openline.project.commands.serve import default_port

NAMES = (
    "DATABASE_URL",
    "OPENLINE_DATABASE_URL",
    "OPENLINE_OWNER_URL",
    "OPENLINE_DATA",
    "DJANGO_SETTINGS_MODULE",
    "PORT",
)


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_tells_how_it_is_used(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert f"openline {command}" in capsys.readouterr().out


def test_a_command_that_is_not_known_is_a_misuse() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["promise"])
    assert ended.value.code == 2


@pytest.mark.parametrize("command", ["rulebook", "due", "check"])
def test_the_rule_book_is_read_without_the_web_framework_or_the_database(command: str) -> None:
    program = (
        "import sys; from importlib import import_module;"
        f"import_module('openline.project.cli'); import_module('openline.project.commands.{command}');"
        "sys.exit(any(name in sys.modules for name in ('django', 'psycopg')))"
    )
    source = str(Path(places.__file__).parents[2])
    assert subprocess.run([sys.executable, "-c", program], env={"PYTHONPATH": source}, check=False).returncode == 0


def test_a_moment_without_its_offset_is_refused() -> None:
    with pytest.raises(Exception, match="offset"):
        a_moment("2026-11-25T16:40")
    assert a_moment("2026-11-25T16:40-05:00") == datetime.fromisoformat("2026-11-25T21:40+00:00")


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(Exception, match="2026-02-30"):
        a_day("2026-02-30")


@pytest.mark.parametrize("port", ["none", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused_by_name(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(CommandError, match=port):
        default_port()


def test_the_demo_does_not_listen_to_other_machines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--host", "0.0.0.0"]) == 1
    assert "settings.production" in capsys.readouterr().err


def test_a_database_of_others_is_used_by_both_its_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db.example/openline")
    monkeypatch.setenv("OPENLINE_OWNER_URL", "postgresql://owner@db.example/openline")
    assert places.external_urls() == (
        "postgresql://app@db.example/openline",
        "postgresql://owner@db.example/openline",
    )


def test_without_the_address_of_a_database_the_embedded_one_is_meant() -> None:
    assert places.external_urls() is None
