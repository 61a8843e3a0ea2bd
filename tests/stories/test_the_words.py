"""The list of step words is one, is documented, and refuses what is not on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.stories import player, word_list
from tests.stories.words import UnknownWord, read_step

TIERS = {"tier_1", "tier_2"}


def test_the_how_to_lists_every_word_as_it_is() -> None:
    written = word_list.HOW_TO.read_text()
    assert written == word_list.with_words(written), "run python -m tests.stories.word_list"


@pytest.mark.parametrize(
    "step", ["they hope", {"they hope": "so"}, "clerk claims", {"they say": "a", "they press": "1"}]
)
def test_an_unknown_word_fails_and_names_the_words_there_are(step: Any) -> None:
    with pytest.raises(UnknownWord):
        read_step(step, TIERS)


def test_a_word_that_takes_something_fails_without_it_and_the_other_way_round() -> None:
    with pytest.raises(UnknownWord, match="takes"):
        read_step("they say", TIERS)
    with pytest.raises(UnknownWord, match="takes nothing"):
        read_step({"tier_1 claims": "the next"}, TIERS)


def test_a_tier_of_the_pack_may_do_what_the_staff_does() -> None:
    word, tier, value = read_step({"tier_2 calls": {"answer": "none"}}, TIERS)
    assert (word.text, tier, value) == ("TIER calls", "tier_2", {"answer": "none"})


def test_a_story_that_lacks_its_start_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "lost.yaml").write_text("story: Lost\nsteps: []\n")
    with pytest.raises(player.StoryError, match="starts"):
        player.stories(tmp_path)
