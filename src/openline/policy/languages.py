"""`languages/<code>.yaml`: how a language tells moments, waits and spans, and what is heard in it.

English and Spanish come with the platform, in `openline/languages`. A pack brings the file of any other language in a
folder of the same name; its own file takes the place of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Annotated, cast

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names
from pydantic import AfterValidator, Field, StrictBool, StrictStr, ValidationInfo, field_validator

from openline.domain.day_said import DayWords
from openline.domain.heard import Heard
from openline.domain.plain_words import unaccented
from openline.domain.rules import SpanKind
from openline.domain.spoken_signs import SpokenSigns, folded_sign
from openline.policy.errors import PackError
from openline.policy.rule_files import Word
from openline.policy.values import Written
from openline.policy.yaml_file import read_map

FOLDER = "languages"
OURS = Path(__file__).resolve().parents[1] / FOLDER
Words = tuple[StrictStr, ...]
ByNumber = dict[Annotated[str, Field(pattern=r"^-?\d+$")], Words]
BySign = dict[Annotated[str, Field(pattern=r"^[A-Z0-9]$")], Words]


Sentence = Annotated[StrictStr, Field(min_length=1)]
FACTS: Mapping[str, frozenset[str]] = {
    "moment": frozenset({"day", "hour", "zone"}),
    "window": frozenset({"day", "from", "to", "zone"}),
    "hours": frozenset({"days", "opens", "closes"}),
    "any_hour": frozenset({"days"}),
    "in_zone": frozenset({"hours", "zone"}),
    "weekdays": frozenset({"first", "last"}),
    "open_until": frozenset({"hour"}),
    "open_always": frozenset(),
    "opens_at": frozenset({"moment"}),
    "under_a_minute": frozenset(),
    "hours_and_minutes": frozenset({"hours", "minutes"}),
    "between": frozenset({"shortest", "longest"}),
    "better_time": frozenset({"day", "from", "to", "wait"}),
    "range": frozenset({"least", "most"}),
}


def _facts_in(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _locale(name: str) -> str:
    try:
        Locale.parse(name, sep="-")
    except (UnknownLocaleError, ValueError):
        raise ValueError(
            f"CLDR knows no locale {name!r}: name the nearest that it knows, such as es or pt-BR"
        ) from None
    return name


class Counted(Written):
    """An amount in words, by CLDR's plural categories; `other` serves where a language has no further form."""

    zero: Sentence | None = None
    one: Sentence | None = None
    two: Sentence | None = None
    few: Sentence | None = None
    many: Sentence | None = None
    other: Sentence

    @field_validator("*")
    @classmethod
    def holds_no_other_fact(cls, text: str | None) -> str | None:
        if text is not None and not _facts_in(text) <= {"count"}:
            raise ValueError("may hold {count}, and nothing else in braces")
        return text

    def told(self, amount: int, locale: str) -> str:
        category = Locale.parse(locale, sep="-").plural_form(amount)
        return (getattr(self, category) or self.other).format(count=amount)


class CountedDays(Written):
    """What no library counts in words: days of business, and hours of such days."""

    business_day_hours: Counted
    weekday_hours: Counted
    business_days: Counted
    calendar_days: Counted


class Told(Written):
    """How a language tells. Patterns of days and hours are CLDR's; `counted` goes by its plural categories."""

    day: Word
    day_with_year: Word
    hour: Word
    stamp: Word
    moment: Sentence
    window: Sentence
    hours: Sentence
    any_hour: Sentence
    in_zone: Sentence
    weekdays: Sentence
    open_until: Sentence
    open_always: Sentence
    opens_at: Sentence
    under_a_minute: Sentence
    hours_and_minutes: Sentence
    between: Sentence
    better_time: Sentence
    range: Sentence
    counted: CountedDays

    @field_validator(*FACTS)
    @classmethod
    def holds_its_facts(cls, text: str, about: ValidationInfo) -> str:
        needed = FACTS[about.field_name or ""]
        if _facts_in(text) != needed:
            listed = ", ".join(f"{{{name}}}" for name in sorted(needed)) or "no facts"
            raise ValueError(f"must hold {listed}, and nothing else in braces")
        return text


class SignsHeard(Written):
    """What is said for letters and digits."""

    numbers: ByNumber = {}
    tens: ByNumber = {}
    hundred: Words = ()
    zero_or_o: Words = ()
    between_tens: Words = ()
    times: ByNumber = {}
    joints: Words = ()
    letters: BySign = {}
    everyday: BySign = {}
    may_begin: Words = ()


class DaysHeard(Written):
    """How days are named, besides CLDR's names of months and weekdays."""

    month_first: StrictBool = False
    months: ByNumber = {}
    ordinals: ByNumber = {}
    ordinal_endings: Words = ()
    articles: Words = ()
    of: Words = ()
    away: ByNumber = {}
    not_after: Words = ()
    last: Words = ()
    next: Words = ()
    last_after: Words = ()
    next_after: Words = ()


class HeardText(Written):
    """What is heard in a language. A part that is left out is not heard, and `check` says so."""

    signs: SignsHeard | None = None
    days: DaysHeard | None = None
    counted: Words = ()
    number: Words = ()
    names_follow: Words = ()
    goes_on_with: Words = ()
    further_matter: Words = ()


class LanguageText(Written):
    """One file. `name` is the language's own name, `locale` the CLDR locale whose names and units are used."""

    language: Word
    name: Word
    locale: Annotated[StrictStr, AfterValidator(_locale)]
    told: Told
    heard: HeardText = HeardText()


@dataclass(frozen=True)
class Language:
    """A language that the agency speaks; `file` is where its words stand."""

    code: str
    name: str
    locale: str
    told: Told
    heard: HeardText
    file: str

    def counted(self, kind: SpanKind, amount: int) -> str:
        """An amount of days or of hours that are counted in their own way, such as "30 business days"."""
        counted: Counted = getattr(self.told.counted, kind.value)
        return counted.told(amount, self.locale)


def read_languages(pack: Path, codes: Iterable[str]) -> dict[str, Language]:
    """Each language by its code. Raises PackError with file, line and what to write; also where a file is missing."""
    return {code: _read(pack, code) for code in codes}


def file_of(pack: Path, code: str) -> Path:
    """The file of a language: the pack's own, else ours."""
    own = pack / FOLDER / f"{code}.yaml"
    ours = OURS / own.name
    return ours if ours.is_file() and not own.is_file() else own


def _read(pack: Path, code: str) -> Language:
    path = file_of(pack, code)
    if not path.is_file():
        shown = str(path.relative_to(pack.parent))
        what = f"is missing: write how {code!r} tells and what is heard in it, as openline/{FOLDER}/es.yaml does"
        raise PackError(shown, None, what)
    file = read_map(path, pack.parent)
    text = file.check_as(LanguageText)
    if text.language != code:
        raise file.fault(("language",), f"the file is called {code}.yaml: write `language: {code}`")
    return Language(code, text.name, text.locale, text.told, text.heard, file.path)


def parts_not_heard(language: Language) -> list[str]:
    """The parts of what may be heard that a language's file leaves out."""
    return [name for name in HeardText.model_fields if not getattr(language.heard, name)]


def heard_in(languages: Iterable[Language]) -> Heard:
    """What is heard in any of the languages. Of a word with two meanings that of the first language counts."""
    spoken = list(languages)
    texts = [language.heard for language in spoken]
    return Heard(
        signs=_signs([text.signs for text in texts if text.signs]),
        days=_days([(language, language.heard.days) for language in spoken if language.heard.days]),
        counted=_phrases(word for text in texts for word in text.counted),
        number=_phrases(word for text in texts for word in text.number),
        names_follow=_phrases(word for text in texts for word in text.names_follow),
        goes_on_with=_phrases(word for text in texts for word in text.goes_on_with),
        further_matter=_phrases(word for text in texts for word in text.further_matter),
    )


def _signs(texts: list[SignsHeard]) -> SpokenSigns:
    sign = folded_sign
    tens = _meanings((text.tens for text in texts), sign)
    return SpokenSigns(
        signs={
            **_meanings((text.letters for text in texts), sign),
            **_meanings((text.numbers for text in texts), sign),
        },
        tens={word: value[0] for word, value in tens.items()},
        everyday=_meanings((text.everyday for text in texts), sign),
        may_begin=_folded((text.may_begin for text in texts), sign),
        zero_or_o=_folded((text.zero_or_o for text in texts), sign),
        hundred=_folded((text.hundred for text in texts), sign),
        times=_numbers((text.times for text in texts), sign),
        joints=_folded((text.joints for text in texts), sign),
        between_tens=_folded((text.between_tens for text in texts), sign),
    )


def _days(texts: list[tuple[Language, DaysHeard]]) -> DayWords:
    days = [text for _, text in texts]
    named = [language for language, _ in texts]
    return DayWords(
        month_first=frozenset(language.code for language, text in texts if text.month_first),
        months=_cldr_months(named) | _numbers((text.months for text in days), unaccented),
        weekdays=_cldr_weekdays(named),
        ordinals=_numbers((text.ordinals for text in days), unaccented),
        ordinal_endings=_folded((text.ordinal_endings for text in days), unaccented),
        articles=_folded((text.articles for text in days), unaccented),
        of=_folded((text.of for text in days), unaccented),
        away=_numbers((text.away for text in days), unaccented),
        not_after=_folded((text.not_after for text in days), unaccented),
        before_back=_folded((text.last for text in days), unaccented),
        before_ahead=_folded((text.next for text in days), unaccented),
        after_back=_folded((text.last_after for text in days), unaccented),
        after_ahead=_folded((text.next_after for text in days), unaccented),
    )


def _cldr_months(languages: Iterable[Language]) -> dict[str, int]:
    return {
        unaccented(name).strip("."): number
        for language in languages
        for width in ("wide", "abbreviated")
        for number, name in cast("Mapping[int, str]", get_month_names(width, locale=language.locale)).items()
    }


def _cldr_weekdays(languages: Iterable[Language]) -> dict[str, int]:
    return {
        unaccented(name): day + 1
        for language in languages
        for day, name in cast("Mapping[int, str]", get_day_names("wide", locale=language.locale)).items()
    }


def _meanings(lists: Iterable[Mapping[str, Words]], folded: Callable[[str], str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for by_meaning in lists:
        for meaning, words in by_meaning.items():
            for word in words:
                found.setdefault(folded(word), meaning)
    return found


def _numbers(lists: Iterable[Mapping[str, Words]], folded: Callable[[str], str]) -> dict[str, int]:
    return {word: int(number) for word, number in _meanings(lists, folded).items()}


def _folded(lists: Iterable[Words], folded: Callable[[str], str]) -> frozenset[str]:
    return frozenset(folded(word) for words in lists for word in words)


def _phrases(words: Iterable[str]) -> frozenset[str]:
    """Each phrase in lower case, with its accents and without."""
    return frozenset(form for word in words for form in (word.casefold(), unaccented(word)))


_spoken: dict[str, Language] = {}


def speak(languages: Mapping[str, Language]) -> None:
    """Makes these the languages in which `openline.policy.telling` tells, beside those made so before.

    A process serves one agency, so a language is known by its code alone wherever something is told.
    """
    _spoken.update(languages)


def spoken(code: str) -> Language:
    """The language with this code: the agency's, or one of ours before any agency was opened. Raises LookupError."""
    if code not in _spoken and (OURS / f"{code}.yaml").is_file():
        _spoken[code] = _read(OURS.parent, code)
    if code not in _spoken:
        raise LookupError(f"no language {code!r} is spoken here: add it to `languages` in agency.yaml, with its file")
    return _spoken[code]
