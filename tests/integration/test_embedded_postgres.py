"""The embedded database keeps what it was told, whatever happens to its processes."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

import openline
from openline.project.embedded_postgres import Dsn, Server, folders
from openline.project.embedded_postgres import binaries as programs
from openline.project.embedded_postgres.account import account_for
from openline.project.embedded_postgres.for_tests import temporary_folder
from openline.project.embedded_postgres.processes import is_alive, postmaster_of, wait_until

SECONDS = 20
SOURCES = str(Path(openline.__file__).parents[1])
JOIN_AND_SAY = """
import sys
from pathlib import Path
from openline.project.embedded_postgres import Server
server = Server(Path(sys.argv[1]), durable=False)
server.start()
print("started", flush=True)
sys.stdin.read()
server.stop()
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    above = temporary_folder()
    yield above
    for data in (each.parent for each in above.rglob("cluster")):
        process = postmaster_of(data / "cluster")
        if process is not None:
            process.send_signal(signal.SIGQUIT)
            wait_until(lambda process=process: not is_alive(process), SECONDS)
    shutil.rmtree(above)


def run_beside(program: str, base: Path) -> subprocess.Popen[str]:
    """Another process that runs `program` on the folder and has said that its server started."""
    return subprocess.Popen(
        [sys.executable, "-c", program, str(base)],
        env=os.environ | {"PYTHONPATH": SOURCES},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def wait_for_start(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"


def write_down(reached: Dsn, word: str) -> None:
    with psycopg.connect(reached.owner_url) as owner:
        owner.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
        owner.execute("INSERT INTO kept VALUES (%s)", (word,))


def words(reached: Dsn) -> list[str]:
    with psycopg.connect(reached.app_url) as app:
        return [row[0] for row in app.execute("SELECT word FROM kept ORDER BY word").fetchall()]


def the_server_in(base: Path) -> psutil.Process:
    process = postmaster_of(base / "cluster")
    assert process is not None
    return process


def test_what_was_written_is_there_after_a_restart(folder: Path) -> None:
    with Server(folder / "data", durable=False) as reached:
        write_down(reached, "kept")
    assert postmaster_of(folder / "data" / "cluster") is None

    with Server(folder / "data", durable=False) as reached:
        assert words(reached) == ["kept"]


def test_a_hard_kill_of_the_server_loses_nothing_acknowledged(folder: Path) -> None:
    killed = Server(folder / "data")
    write_down(killed.start(), "kept")
    the_server_in(folder / "data").kill()

    with Server(folder / "data") as reached:
        assert words(reached) == ["kept"]


def test_a_process_that_has_the_number_of_the_old_server_does_not_keep_the_new_one_from_starting(folder: Path) -> None:
    with Server(folder / "data", durable=False) as reached:
        write_down(reached, "kept")
    (folder / "data" / "cluster" / "postmaster.pid").write_text(f"{os.getpid()}\n{folder}\n0\n5432\n", encoding="utf-8")

    with Server(folder / "data", durable=False) as reached:
        assert words(reached) == ["kept"]


def test_two_starts_at_once_share_one_server_and_the_last_to_leave_stops_it(folder: Path) -> None:
    both = [run_beside(JOIN_AND_SAY, folder / "data") for _ in range(2)]
    for each in both:
        wait_for_start(each)
    server = the_server_in(folder / "data")

    both[0].communicate(timeout=SECONDS)
    assert is_alive(server)
    both[1].communicate(timeout=SECONDS)
    assert [each.returncode for each in both] == [0, 0]
    assert wait_until(lambda: not is_alive(server), SECONDS)


def test_a_server_whose_starter_was_killed_is_joined_and_then_stopped(folder: Path) -> None:
    starter = run_beside(JOIN_AND_SAY, folder / "data")
    wait_for_start(starter)
    starter.kill()
    starter.communicate()
    left = the_server_in(folder / "data")

    with Server(folder / "data", durable=False):
        assert the_server_in(folder / "data").pid == left.pid
    assert not is_alive(left)


def test_a_test_session_that_is_killed_takes_its_server_along(folder: Path) -> None:
    session = run_beside(JOIN_AND_SAY.replace("durable=False", "durable=False, ends_with_us=True"), folder / "data")
    wait_for_start(session)
    server = the_server_in(folder / "data")
    session.kill()
    session.communicate()
    assert wait_until(lambda: not is_alive(server), SECONDS)


@pytest.mark.parametrize("name", ["with spaces, a comma and 'signs'", "long/" + "/".join(["abcdefghi"] * 12)])
def test_any_name_of_the_data_folder_will_do_and_its_door_stays_private(folder: Path, name: str) -> None:
    with Server(folder / name, durable=False) as reached:
        write_down(reached, "kept")
        assert words(reached) == ["kept"]
        with psycopg.connect(reached.admin_url) as admin:
            door = admin.info.host
        assert stat.S_IMODE(Path(door).stat().st_mode) == 0o700


def test_the_app_is_neither_superuser_nor_above_row_security(folder: Path) -> None:
    with Server(folder / "data", durable=False) as reached, psycopg.connect(reached.app_url) as app:
        row = app.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        assert row == (False, False, False, False)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("CREATE TABLE of_the_app (word text)")


def test_without_the_password_nobody_gets_in(folder: Path) -> None:
    with Server(folder / "data", durable=False) as reached:
        assert stat.S_IMODE((folder / "data" / "passwords.json").stat().st_mode) == 0o600
        wrong = reached.app_url.replace("openline_app:", "openline_app:not")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)


def test_root_hands_the_server_to_another_account(folder: Path) -> None:
    with Server(folder / "data", durable=False):
        owner = the_server_in(folder / "data").uids().real
    assert owner != 0
    assert owner == account_for(folder / "data" / "cluster").uid


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")
def test_a_data_folder_in_a_private_home_opens_no_folder_above_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "SHELF", folder / "shelf")
    home = folder / "home"
    home.mkdir(mode=0o700)
    with Server(home / "data", durable=False) as reached:
        write_down(reached, "kept")
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    elsewhere = Path((home / "data" / "where.txt").read_text(encoding="utf-8").strip().split(" is in ")[1])
    with Server(home / "data", durable=False) as reached:
        assert words(reached) == ["kept"]
    assert elsewhere.is_relative_to(folder / "shelf")
    assert not postmaster_of(elsewhere / "cluster")


def test_data_of_an_older_major_are_carried_over(folder: Path) -> None:
    old, new = programs.of_major(16), programs.preferred()
    if old is None or new.major <= old.major:
        pytest.skip("needs PostgreSQL 16 and a newer one")
    with Server(folder / "data", binaries=old, durable=False) as reached:
        write_down(reached, "kept")
        with psycopg.connect(reached.owner_url) as owner:
            owner.execute("ALTER TABLE kept ENABLE ROW LEVEL SECURITY")
            owner.execute("CREATE POLICY all_of_it ON kept USING (true)")

    lines: list[str] = []
    with Server(folder / "data", durable=False, tell=lines.append) as reached:
        assert words(reached) == ["kept"]
        with psycopg.connect(reached.app_url) as app:
            assert app.info.server_version // 10000 == new.major
    assert len(lines) == 2
    assert (folder / "data" / "cluster-of-16" / "PG_VERSION").exists()


def test_data_of_a_newer_major_are_refused_with_the_command_to_use(folder: Path) -> None:
    with Server(folder / "data", durable=False):
        pass
    (folder / "data" / "cluster" / "PG_VERSION").write_text("99\n", encoding="utf-8")
    with pytest.raises(Exception, match=r"OPENLINE_POSTGRES_BIN=/usr/lib/postgresql/99/bin"):
        Server(folder / "data", durable=False).start()


def test_debians_programs_serve_as_well(folder: Path) -> None:
    debian = [each for each in programs.known() if str(each.folder).startswith("/usr/lib")]
    if not debian:
        pytest.skip("Debian's PostgreSQL is not installed")
    with Server(folder / "data", binaries=debian[0], durable=False) as reached:
        write_down(reached, "kept")
        assert words(reached) == ["kept"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another account")
def test_programs_in_a_private_home_are_copied_for_the_other_account(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "SHELF", folder / "shelf")
    mine = next((each for each in programs.known() if programs.WHEEL in str(each.folder)), None)
    if mine is None:
        pytest.skip("the wheel with the programs is not installed")
    home = folder / "home"
    home.mkdir(mode=0o700)
    wheel = mine.folder.parent.parent
    shutil.copytree(wheel, home / wheel.name)
    shutil.copytree(wheel.parent / f"{wheel.name}.libs", home / f"{wheel.name}.libs")
    private = programs.at(home / mine.folder.relative_to(wheel.parent))

    with Server(folder / "data", binaries=private, durable=False) as reached:
        write_down(reached, "kept")
        assert words(reached) == ["kept"]
        assert str(folder / "shelf") in the_server_in(folder / "data").exe()
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
