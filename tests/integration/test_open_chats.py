"""Live chats in one serving process: lines break, the process dies, and every message arrives once and in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.center import Center
from benchmarks.opening import seats_for
from benchmarks.phases import Wanted, play

from openline.actions import clock
from openline.actions.acting import SYSTEM, acting_as
from openline.project.demo_moments import open_hours
from openline.project.settings.database import CONNECTIONS_AT_MOST

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
A_DOZEN = Wanted(chats=12, messages=24, rate=12.0, idle_seconds=0.1, cuts=12)


def test_a_dozen_chats_lose_and_double_nothing_when_lines_break_and_the_process_dies(
    database_urls: tuple[str, str], tmp_path: Path
) -> None:
    with acting_as(SYSTEM):
        now = clock.now()
        clock.move_by(open_hours(now) - now)
    center = Center(tmp_path, *database_urls, settings="tests.exact_settings")
    found = play(A_DOZEN, center, seats_for(A_DOZEN.chats), None)
    assert found.problems == []
    assert found.figures["delivered_once"] == found.figures["messages_sent"] == 2 * A_DOZEN.messages
    assert found.figures["pages_following"] > CONNECTIONS_AT_MOST
