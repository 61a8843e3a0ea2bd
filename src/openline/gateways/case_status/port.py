"""What a case status system promises: the latest public action on a case, or an exception with a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol


class CaseNotFound(LookupError):
    """No case that may be told about has this number; the message never says which of the two it is."""


class CaseSystemUnavailable(Exception):
    """The case system did not answer in time; ask again later, or take the matter without it."""


class CaseSystemNonsense(Exception):
    """The case system answered with something that cannot be told to a person; the message says what was wrong."""


class StatusNotInLanguage(LookupError):
    """The case system gave no words in this language; another language is never put in its place."""


@dataclass(frozen=True, slots=True)
class PastStatus:
    """One earlier action on a case, with its title by language."""

    on: date
    title: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CaseStatus:
    """The latest action on a case, in the agency's own words.

    `title` and `text` are by language. `form_title` may be empty where the system does not give it.
    `history` is oldest first and does not repeat the latest action.
    """

    receipt_number: str
    form_type: str
    form_title: Mapping[str, str]
    title: Mapping[str, str]
    text: Mapping[str, str]
    submitted_on: date
    last_action_on: date
    history: tuple[PastStatus, ...] = ()

    def title_in(self, language: str) -> str:
        """Raises StatusNotInLanguage rather than giving another language."""
        return _in_language(self.title, language)

    def text_in(self, language: str) -> str:
        """Raises StatusNotInLanguage rather than giving another language."""
        return _in_language(self.text, language)


class CaseStatusGateway(Protocol):
    """A case system that tells the status of a case."""

    def status_of(self, receipt_number: str) -> CaseStatus:
        """Raises CaseNotFound (also for a protected case, in the same words and time) or CaseSystemUnavailable."""
        ...


def case_not_found() -> CaseNotFound:
    """The one wording for a number that is unknown and for one that must seem so; it repeats no number."""
    return CaseNotFound("no case that may be told about has this number")


def sound_status(status: CaseStatus, asked_for: str) -> CaseStatus:
    """`status` itself when it can be told to a person; raises CaseSystemNonsense naming the first flaw."""
    if not isinstance(status, CaseStatus):
        raise CaseSystemNonsense(f"the reply is no case status but {type(status).__name__}")
    if status.receipt_number != asked_for:
        raise CaseSystemNonsense("the reply speaks of another case than the one asked for")
    if not status.title or not status.text:
        raise CaseSystemNonsense("the reply has no title or no text")
    if not all(words.strip() for words in (*status.title.values(), *status.text.values())):
        raise CaseSystemNonsense("the reply has an empty title or text")
    if status.last_action_on < status.submitted_on:
        raise CaseSystemNonsense("the reply has a last action before the filing")
    return status


def _in_language(words: Mapping[str, str], language: str) -> str:
    if language not in words:
        raise StatusNotInLanguage(f"the case system gave no words in {language!r}; it gave {', '.join(sorted(words))}")
    return words[language]
