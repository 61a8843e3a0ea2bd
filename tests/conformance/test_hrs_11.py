"""HRS-11: a language is added as content: files of the pack, and no line of code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.conformance.playing import story
from tests.conformance.third_language import library_in_french
from tests.conftest import Clock
from tests.stories import looking, player
from tests.stories.world import World

from openline.actions.acting import SYSTEM, acting_as
from openline.policy.check import check_pack
from openline.project.cli import main
from openline.records import models

pytestmark = pytest.mark.django_db(transaction=True)
in_the_assistant = pytest.mark.rule("HRS-11", clause="a language is added as content", channel="assistant")
IN_HOURS, OUT_OF_HOURS = "2026-11-25T12:00 America/Chicago", "2026-11-23T12:00 America/Chicago"
LOAN = "LN261001"
LOAN_SPELLED = "elle enne deux six un zéro zéro un"
WEEKS = 3


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return library_in_french(tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="module")
def without_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return library_in_french(tmp_path_factory.mktemp("without"), pages=False)


@pytest.fixture
def speaks_french(whole: Path, settings: Any) -> Iterator[Path]:
    with player.served_by(whole, settings):
        yield whole


def talks(starts: str, clock: Clock, *steps: Any, language: str = "fr") -> World:
    told = [{"they get in touch": {"language": language}}, *steps]
    return player.play(story(starts, "reader", told), "assistant", clock)


def last_text(world: World, words: str) -> str:
    return next(message.text for message in reversed(world.told()) if message.words == words)


@in_the_assistant
@pytest.mark.usefixtures("speaks_french")
def test_who_asks_in_the_new_language_is_greeted_in_it_on_a_page_in_it(clock: Clock) -> None:
    world = talks(IN_HOURS, clock)
    assert "Bienvenue à la bibliothèque." in world.driver.person_sees()
    page = world.driver.browser.get("/assistant/").content.decode()
    assert '<html lang="fr"' in page and "Envoyer" in page
    assert "anglais, espagnol ou français" in world.driver.browser.get("/").content.decode()


@in_the_assistant
@pytest.mark.usefixtures("speaks_french")
@pytest.mark.parametrize("asked_for", ["french", "Français"])
def test_the_new_language_is_chosen_by_its_name_and_kept_for_every_later_contact(clock: Clock, asked_for: str) -> None:
    world = talks(IN_HOURS, clock, {"they say": asked_for}, {"they are answered in": "fr"}, language="en")
    assert last_text(world, "language_changed") == "Nous continuons en français."
    with acting_as(SYSTEM):
        assert models.Person.objects.get(id=world.driver.person_id).language == "fr"


@in_the_assistant
@pytest.mark.usefixtures("speaks_french")
def test_the_new_language_is_noticed_from_the_persons_own_words(clock: Clock) -> None:
    talks(IN_HOURS, clock, {"they say": "où en est mon prêt"}, {"they are answered in": "fr"}, language="en")


@in_the_assistant
@pytest.mark.usefixtures("speaks_french")
@pytest.mark.parametrize("number", [LOAN, LOAN_SPELLED])
def test_a_matter_is_understood_and_its_number_is_read_typed_or_spelled(clock: Clock, number: str) -> None:
    world = talks(IN_HOURS, clock, {"they say": "où en est mon prêt"}, {"they say": number})
    told = last_text(world, "loan_told")
    assert f"{LOAN} : En retard" in told and "le 16 novembre 2026" in told


@in_the_assistant
@pytest.mark.usefixtures("speaks_french")
@pytest.mark.parametrize(("starts", "now"), [(IN_HOURS, "C'est ouvert maintenant"), (OUT_OF_HOURS, "C'est fermé")])
def test_the_hours_are_told_by_the_words_and_the_clock_of_the_language(clock: Clock, starts: str, now: str) -> None:
    told = last_text(talks(starts, clock, {"they say": "quand ouvrez-vous"}), "our_hours")
    assert re.search(r"du mardi au \w+di, de \d\d h \d\d à \d\d h \d\d", told) and now in told


@in_the_assistant
@pytest.mark.usefixtures("speaks_french")
def test_the_expected_wait_is_told_in_it(clock: Clock) -> None:
    world = talks(IN_HOURS, clock)
    this_hour = world.now.replace(minute=0, second=0, microsecond=0)
    with acting_as(SYSTEM):
        for week in range(1, WEEKS + 1):
            hour = this_hour - timedelta(weeks=week)
            waited = {"shortest": 120, "likely": 300, "longest": 4500}
            models.WaitHour.objects.create(queue="desk", language="fr", starts_at=hour, contacts=40, **waited)
    world.driver.say("parler au guichet")
    world.driver.say("quelqu'un est tombé et s'est cassé le bras")
    assert "Attente prévue : 5 minutes (entre 2 minutes et 1 heure et 15 minutes)." in world.driver.person_sees()


@in_the_assistant
@pytest.mark.usefixtures("speaks_french")
def test_a_promise_is_made_and_its_notice_is_sent_in_it(clock: Clock) -> None:
    world = talks(
        IN_HOURS,
        clock,
        {"they say": "parler au guichet"},
        {"they say": "quelqu'un est tombé et s'est cassé le bras"},
        {"they are told": "queued"},
        "desk claims",
        {"desk verifies": {"identity": "but_date_of_birth", "standing": "applicant"}},
        {"desk escalates": {"urgency": "urgent", "reason": "book_missing"}},
        {"we send": {"notice": "callback_promised", "by": ["email"]}},
    )
    said = world.driver.person_sees()
    assert "Vous parlez avec" in said and "Français" in world.driver.desk_sees("desk")
    (notice,) = (
        each for each in looking.notices_of(world.driver.person_id, "callback_promised") if each.form == "email"
    )
    assert notice.language == "fr" and "un bibliothécaire vous appelle avant samedi 28 novembre à" in notice.body


@in_the_assistant
def test_until_the_pages_are_translated_the_talk_alone_is_in_it_and_marked(
    without_pages: Path, settings: Any, clock: Clock
) -> None:
    with player.served_by(without_pages, settings):
        world = talks(IN_HOURS, clock, {"they say": "où en est mon prêt"}, {"they are answered in": "fr"})
        page = world.driver.browser.get("/assistant/").content.decode()
    assert '<html lang="en"' in page and "Envoyer" not in page
    assert re.search(r'lang="fr"[^>]*>\s*<p>Quel est le numéro de votre prêt', page)


@in_the_assistant
@pytest.mark.usefixtures("speaks_french")
def test_the_pages_offer_the_languages_of_the_pack_and_no_others(clock: Clock) -> None:
    page = talks(IN_HOURS, clock).driver.browser.get("/").content.decode()
    assert re.findall(r'name="language" value="(\w+)"', page) == ["en", "es"]


@in_the_assistant
def test_the_check_finds_nothing_wrong_with_the_pack(whole: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--agency", str(whole)]) == 0, capsys.readouterr().err


@in_the_assistant
@pytest.mark.parametrize(
    ("lost", "named"),
    [
        ("languages/fr.yaml", "library/languages/fr.yaml"),
        ("flows/hours/words.fr.yaml", "library/flows/hours/words.fr.yaml"),
        ("flows/_always/answers.fr.yaml", "library/flows/_always/answers.fr.yaml"),
        ("intents/hours/sayings.fr.yaml", "library/intents/hours/sayings.fr.yaml"),
        ("notices/callback_promised/email.fr.yaml", "library/notices/callback_promised/email.fr.yaml"),
        ("knowledge/opening_times/answer.fr.yaml", "library/knowledge/opening_times/answer.fr.yaml"),
        ("languages/fr.po", "library/languages/fr.po"),
    ],
)
def test_the_check_names_a_file_that_the_language_lacks(
    tmp_path: Path, lost: str, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = library_in_french(tmp_path)
    (pack / lost).unlink()
    assert main(["check", "--agency", str(pack)]) == 1
    assert named in capsys.readouterr().err


@in_the_assistant
def test_the_check_names_every_word_that_the_language_lacks_and_not_the_first_alone(tmp_path: Path) -> None:
    pack = library_in_french(tmp_path)
    for file, words in {
        "labels.yaml": "urgent}",
        "statuses/loans.yaml": "Rendu}",
        "flows/hours/words.fr.yaml": None,
        "flows/_always/answers.fr.yaml": None,
    }.items():
        text = (pack / file).read_text(encoding="utf-8")
        if words:
            text = re.sub(rf", fr: {words}", "}", text, count=1)
        else:
            text = re.sub(r"(?m)^(our_hours|  repeat): .*\n", "", text)
        (pack / file).write_text(text, encoding="utf-8")
    told = "\n".join(str(finding) for finding in check_pack(pack, Clock().machine.date()))
    for lacking in ("lists.urgency.urgent", "statuses.returned", "our_hours", "whole.repeat"):
        assert lacking in told
