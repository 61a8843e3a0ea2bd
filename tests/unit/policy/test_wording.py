"""What people read, in which language, and what happens when a word or a fact is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from openline.gateways.sms import segments_of
from openline.policy.wording import (
    FactMissing,
    WordingError,
    WordingMissing,
    check_wording,
    notice_facts,
    notices_of,
    render,
)

USCIS = Path("agency/uscis")
LIBRARY = Path("tests/agency/library")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "notices" / "book_ready"
    folder.mkdir(parents=True)
    (folder / "notice.yaml").write_text(
        "title: A book is ready\nforms: [email]\nbecause: [loans.kept_for]\n"
        "facts: {book: its title, until: the last day}\n"
    )
    (folder / "email.en.yaml").write_text('subject: "{book} is here"\nbody: Come for {book} by {until}.\n')
    (folder / "email.es.yaml").write_text('subject: "{book} ya está"\nbody: Venga por {book} hasta el {until}.\n')
    return tmp_path


READY = {"book": "{until} %s", "until": "Friday"}


def all_facts(pack: Path, notice: str) -> dict[str, str]:
    return {name: f"<{name}>" for name in notice_facts(pack, notice).facts}


@pytest.mark.parametrize("agency", [USCIS, LIBRARY])
def test_every_notice_of_an_agency_is_complete_in_every_language(agency: Path):
    assert check_wording(agency, ("en", "es")) == []


def test_the_second_agency_has_words_of_its_own_for_the_same_notices_in_the_same_forms():
    assert set(notices_of(LIBRARY)) <= set(notices_of(USCIS))
    for notice in notices_of(LIBRARY):
        assert notice_facts(USCIS, notice).forms == notice_facts(LIBRARY, notice).forms


# As long as facts get.
MEANWHILE = {
    "start_page": "https://help.example.org/",
    "agency": "USCIS",
    "item_number": "K7QM-3XTP-9R",
    "caller_number": "202-555-0100",
    "main_line": "800-555-0100",
    "live_hours": "8:00 AM to 8:00 PM",
    "reopen_page": "https://openline.example/r/Zk3v9QpT2mXw8LrA",
    "go_on_page": "https://openline.example/assistant/",
    "code": "482913",
    "minutes": "10",
}
LONG = {
    "en": MEANWHILE
    | {
        "promised_by": "Tuesday, December 1, at 4:40 PM, Eastern Standard Time",
        "planned_window": "Monday, November 30, 9:00 AM to 1:00 PM, Eastern Standard Time",
        "second_window": "Monday, November 30, 10:10 AM to 10:40 AM, Eastern Standard Time",
    },
    "es": MEANWHILE
    | {
        "promised_by": "martes 1 de diciembre a las 4:40 p. m., hora estándar oriental",
        "planned_window": "lunes 30 de noviembre, 9:00 a. m. a 1:00 p. m., hora estándar oriental",
        "second_window": "lunes 30 de noviembre, 10:10 a. m. a 10:40 a. m., hora estándar oriental",
    },
}


@pytest.mark.parametrize("notice", [name for name in notices_of(USCIS) if "text" in notice_facts(USCIS, name).forms])
@pytest.mark.parametrize(("language", "most"), [("en", 2), ("es", 5)])
def test_a_text_costs_few_segments_though_accents_halve_them(notice: str, language: str, most: int):
    assert segments_of(render(USCIS, notice, "text", language, LONG[language]).body) <= most


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_text_that_was_not_asked_for_at_that_moment_says_how_to_end_texts(language: str):
    stop = {"en": "STOP", "es": "ALTO"}[language]
    for notice in notices_of(USCIS):
        if "text" in notice_facts(USCIS, notice).forms and notice not in ("code_to_see_matter", "sms_stopped"):
            assert stop in render(USCIS, notice, "text", language, LONG[language]).body


@pytest.mark.parametrize("notice", notices_of(USCIS))
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_form_of_every_notice_renders_and_says_which_rules_it_tells_of(notice: str, language: str):
    for form in notice_facts(USCIS, notice).forms:
        wording = render(USCIS, notice, form, language, all_facts(USCIS, notice))
        assert wording.body
        assert "{" not in wording.body
        assert (wording.subject is not None) == (form == "email")
        assert all("." in address for address in wording.because)


@pytest.mark.parametrize("notice", ["callback_promised", "callback_ahead"])
@pytest.mark.parametrize("form", ["email", "text"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_person_who_waits_for_a_call_reads_when_from_which_number_and_what_proves_the_caller(
    notice: str, form: str, language: str
):
    body = render(USCIS, notice, form, language, all_facts(USCIS, notice)).body
    for fact in ("planned_window", "caller_number", "item_number"):
        assert f"<{fact}>" in body


def test_a_fact_is_put_in_as_it_is_and_never_read_as_a_placeholder(pack: Path):
    assert render(pack, "book_ready", "email", "en", READY).body == "Come for {until} %s by Friday."


def test_a_missing_fact_is_refused_by_its_name(pack: Path):
    with pytest.raises(FactMissing, match="until"):
        render(pack, "book_ready", "email", "en", {"book": "Dune"})


def test_an_empty_fact_is_a_missing_one(pack: Path):
    with pytest.raises(FactMissing, match="until"):
        render(pack, "book_ready", "email", "en", {"book": "Dune", "until": ""})


def test_a_fact_that_these_words_do_not_use_is_left_aside(pack: Path):
    assert render(pack, "book_ready", "email", "en", READY | {"shelf": "B"}).subject == "{until} %s is here"


@pytest.mark.parametrize(("form", "language"), [("email", "fr"), ("text", "en")])
def test_a_missing_language_or_form_is_named_and_no_other_is_given(pack: Path, form: str, language: str):
    with pytest.raises(WordingMissing, match=rf"{form}\.{language}\.yaml"):
        render(pack, "book_ready", form, language, READY)


def test_a_notice_name_cannot_lead_out_of_the_pack(pack: Path):
    with pytest.raises(WordingMissing):
        render(pack, "../notices/book_ready", "email", "en", READY)


@pytest.mark.parametrize(
    "body", ["Come for {book!r}.", "Come for {0}.", "Come for {book.title}.", "Come } for {book}."]
)
def test_a_placeholder_that_does_more_than_name_a_fact_is_refused(pack: Path, body: str):
    (pack / "notices/book_ready/email.en.yaml").write_text(f'subject: "Here"\nbody: "{body}"\n')
    with pytest.raises(WordingError):
        render(pack, "book_ready", "email", "en", READY)


def test_the_check_finds_a_missing_language_a_typed_number_and_placeholders_that_differ(pack: Path):
    (pack / "notices/book_ready/email.es.yaml").write_text(
        'subject: "Ya"\nbody: Venga por {book} a las 9 con {carnet}.\n'
    )
    problems = "\n".join(check_wording(pack, ("en", "es", "fr")))
    assert "email.fr.yaml is missing" in problems
    assert "'9' is a number typed into words" in problems
    assert "carnet not declared" in problems
    assert "es and en differ in carnet, until" in problems


def test_the_check_finds_a_stray_file_and_a_fact_that_no_words_use(pack: Path):
    (pack / "notices/book_ready/text.en.yaml").write_text("body: Come.\n")
    about = pack / "notices/book_ready/notice.yaml"
    about.write_text(about.read_text().replace("book: its title", "book: its title, shelf: where"))
    assert len(check_wording(pack, ("en", "es"))) == 2
