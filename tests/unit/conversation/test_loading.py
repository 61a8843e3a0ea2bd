"""Who writes a flow is told by file and line what is wrong and what to write."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.conversation.playing import USCIS

from openline.conversation import FlowError, load_flows

FLOW = "flows/hours/flow.yaml"
WORDS = "flows/hours/words.es.yaml"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    shutil.copytree(USCIS / "flows", tmp_path / "uscis" / "flows")
    for intent in (USCIS / "intents").iterdir():
        folder = tmp_path / "uscis" / "intents" / intent.name
        folder.mkdir(parents=True)
        shutil.copy(intent / "intent.yaml", folder)
    return tmp_path / "uscis"


def changed(pack: Path, file: str, change: Callable[[str], str]) -> str:
    path = pack / file
    path.write_text(change(path.read_text()))
    with pytest.raises(FlowError) as refused:
        load_flows(pack)
    return str(refused.value)


def replacing(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return change


def test_the_pack_as_it_is_is_accepted(pack: Path) -> None:
    assert load_flows(pack).flows


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("look_up: hours", "if: hours", "not `if`"),
        ("look_up: hours", "sing: hours", "not `sing`"),
        ("look_up: hours", "say: 5", "no number"),
        ("look_up: hours", "look_up: the_moon", "knows no `the_moon`"),
        ("look_up: hours", "do: hours", "`do` knows no `hours`"),
        ("{told: [say: our_hours]}", "{}", "may end in `told`"),
        ("{told: [say: our_hours]}", "{told: [say: our_hours], sold: []}", "never ends in `sold`"),
        ("say: our_hours", "say: nothing_written", "is missing in en"),
        ("say: our_hours", "ask: shoe_size", "no slot is called `shoe_size`"),
        ("starts_on: [hours]", "starts_on: [hours, unheard_of]", "no folder under intents"),
        ("starts_on: [hours]", "starts_on: []", "no flow starts on it"),
        ("starts_on: [hours]", "starts_on: [hours, greeting]", "let one flow start on it"),
        ("flow: hours", "flow: ours", "write `flow: hours`"),
        ("purpose: Tell", "purpose: Tell\npurpose: Tell", "written twice"),
        ("steps:", "steps: [", "not YAML"),
    ],
)
def test_a_flow_that_cannot_be_played_is_refused_with_its_file(pack: Path, old: str, new: str, told: str) -> None:
    message = changed(pack, FLOW, replacing(old, new))
    assert told in message
    assert message.startswith("uscis/")


def test_a_step_is_named_by_its_line(pack: Path) -> None:
    assert f"uscis/{FLOW}:5:" in changed(pack, FLOW, replacing("look_up: hours", "look_up: the_moon"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("our_hours:", "ours:", "is missing in es"),
        ("{live_now}", "{the_weather}", "uses {the_weather}, which is not known"),
        ("{live_now}", "{live_now} De 8 a 20.", "holds a number"),
        ("label:", "spare: nunca\nlabel:", "no flow says `spare`"),
        ("label: El horario", "", "`label:` is missing"),
    ],
)
def test_words_that_cannot_be_said_are_refused(pack: Path, old: str, new: str, told: str) -> None:
    assert told in changed(pack, WORDS, replacing(old, new))


def test_a_missing_file_of_words_is_named(pack: Path) -> None:
    (pack / WORDS).unlink()
    with pytest.raises(FlowError, match=r"words\.es\.yaml:1: the file is missing"):
        load_flows(pack)


def test_a_label_in_one_language_only_is_refused(pack: Path) -> None:
    assert "needs `es:`" in changed(pack, "intents/forms/intent.yaml", replacing(", es: Formularios", ""))


def test_a_pattern_left_out_is_named(pack: Path) -> None:
    assert "needs `cancel:`" in changed(pack, "flows/_always/flow.yaml", replacing("  cancel: [say: cancelled]\n", ""))


def test_a_default_left_out_is_named_where_it_is_needed(pack: Path) -> None:
    message = changed(pack, "flows/_always/flow.yaml", replacing("    queued: [say: queued]\n", ""))
    assert "may end in `queued`" in message
