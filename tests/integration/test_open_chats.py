"""Live chats in one serving process: lines break, the process dies, and every message arrives once and in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.center import Center
from benchmarks.opening import seats_for
from benchmarks.phases import Wanted, play

from openline.project.settings.database import CONNECTIONS_AT_MOST

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
A_FEW = Wanted(chats=12, messages=24, rate=12.0, idle_seconds=0.1, cuts=12)


def test_a_dozen_chats_lose_and_double_nothing_when_lines_break_and_the_process_dies(
    database_urls: tuple[str, str], tmp_path: Path
) -> None:
    center = Center(tmp_path, *database_urls)
    center.once("seed")
    found = play(A_FEW, center, seats_for(A_FEW.chats), None)
    assert found.problems == []
    assert found.figures["delivered_once"] == found.figures["messages_sent"] == 2 * A_FEW.messages
    assert found.figures["pages_following"] > CONNECTIONS_AT_MOST
