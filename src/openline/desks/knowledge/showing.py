"""From articles and their versions to what the content owners' pages show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from openline.actions import house
from openline.actions.knowledge import beginning, editing, serving, telling_back
from openline.actions.knowledge.serving import Audience, Served
from openline.desks.knowledge.differences import Piece, difference
from openline.desks.knowledge.forms import EditForm, FactsForm
from openline.domain.knowledge import State
from openline.policy.knowledge import Article, ArticleFacts, UnknownPlaceholder
from openline.policy.rule_files import Source
from openline.records.models import ArticleVersion, Gap
from openline.records.models.knowledge import OPEN_STATES

SHOWN_IN_DAYS = 30
STATES = {
    State.DRAFT: _later("Draft"),
    State.IN_REVIEW: _later("In review"),
    State.APPROVED: _later("Approved"),
    State.PUBLISHED: _later("Published"),
    State.WITHDRAWN: _later("Withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One article in the list."""

    key: str
    title: str
    owner: str
    internal: bool
    languages: list[dict[str, Any]]
    edit: str
    next_review: date | None
    overdue: bool
    times: int
    is_told: bool

    @property
    def wants_care(self) -> bool:
        return self.overdue or bool(self.edit) or any(each["missing"] for each in self.languages)


@dataclass(frozen=True, slots=True)
class Side:
    """One language of an article: what is told now, and what an edit would change."""

    language: str
    name: str
    told: Served | None
    text: str = ""
    trouble: str = ""
    edit: ArticleVersion | None = None
    aside: ArticleVersion | None = None
    title_pieces: list[Piece] = field(default_factory=list)
    text_pieces: list[Piece] = field(default_factory=list)
    asked_pieces: list[Piece] = field(default_factory=list)


def languages_of(article: Article) -> list[str]:
    """The languages in which an article may be written: of the pack's own for staff those of its files, else all."""
    of_files = article.internal and article.has_files
    return [code for code in house.pack().agency.languages if not of_files or code in article.words]


def owner_of(article: Article) -> str:
    return owners().get(article.owner, article.owner)


def owners() -> dict[str, str]:
    return {key: words["en"] for key, words in house.pack().labels.get("content_owner", {}).items()}


def documents() -> dict[str, str]:
    return {key: words["en"] for key, words in house.pack().labels.get("document", {}).items()}


def rests_on(sources: tuple[Source, ...]) -> list[str]:
    """Each source by the name of its document, with the part."""
    return [f"{documents().get(one.document, one.document)}, {one.part}" for one in sources]


def label_of(intent: str) -> str:
    """The few words under which staff know an intent."""
    try:
        return house.label_of(intent, "en")
    except KeyError:
        return intent.replace("_", " ").capitalize()


def facts_form(
    data: Any, now: datetime, article: Article | None = None, subjects: list[str] | None = None
) -> FactsForm:
    """The form of what is said of an article that was begun here; `subjects` are chosen where it is new."""
    initial: dict[str, Any] = {"next_review": beginning.latest_review(now), "found_under": subjects or []}
    return FactsForm(
        data,
        owners=owners(),
        documents=documents(),
        subjects={intent: f"{label_of(intent)} ({intent})" for intent in beginning.subjects(now)},
        initial=FactsForm.beginning_from(article) if article else initial,
    )


def check_facts(form: FactsForm, key: str | None, internal: bool, now: datetime) -> None:
    """Puts what keeps the facts from standing at their fields; in a transaction of the seat."""
    faults = beginning.faults_of_facts(form.facts, key, internal, now)
    titles = {one.article.key: one.title for one in serving.in_force(Audience.STAFF, now)}
    form.add_faults(faults, titles, beginning.latest_review(now))


def facts_in_words(facts: ArticleFacts) -> str:
    """A line for each fact, as a reviewer compares them."""
    lines = [
        (_("Kept true by"), owners().get(facts.owner, facts.owner)),
        (_("Rests on"), "; ".join(rests_on(facts.source))),
        (_("Next review"), facts.next_review.isoformat()),
        (_("First answer to"), ", ".join(label_of(intent) for intent in facts.answers)),
        (_("Found under"), ", ".join(label_of(intent) for intent in facts.found_under)),
        (_("Leads to"), ", ".join(label_of(intent) for intent in facts.leads_to)),
    ]
    return "\n".join(f"{name}: {words or '-'}" for name, words in lines)


def facts_pieces(parts: list[Side]) -> list[Piece]:
    """What the edit under way says of an article begun here, beside what holds now."""
    edit = next((side.edit for side in parts if side.edit and side.edit.facts), None)
    if edit is None:
        return []
    before = ArticleVersion.objects.exclude(facts={}).filter(article=edit.article, published_at__isnull=False)
    last = before.order_by("starts_at").last()
    told = facts_in_words(ArticleFacts.from_json(last.facts)) if last else ""
    return difference(told, facts_in_words(ArticleFacts.from_json(edit.facts)))


def rows(now: datetime) -> list[Row]:
    """Every article that the center has, those that want care first."""
    told = {(one.article.key, one.language): one for one in serving.in_force(Audience.STAFF, now)}
    edits = dict(ArticleVersion.objects.filter(state__in=OPEN_STATES).values_list("article", "state"))
    times = telling_back.times_shown(now - timedelta(days=SHOWN_IN_DAYS))
    today = house.pack().home_date(now)
    found = [_row(article, told, edits, times, today) for article in serving.of_center().values()]
    return sorted(found, key=lambda row: (not row.wants_care, row.owner, row.title))


def _row(
    article: Article,
    told: Mapping[tuple[str, str], Served],
    edits: Mapping[str, str],
    times: Mapping[str, int],
    today: date,
) -> Row:
    spoken = [told.get((article.key, language)) for language in languages_of(article)]
    in_force = [one for one in spoken if one is not None]
    next_review = min((one.next_review for one in in_force), default=None)
    title = in_force[0].title if in_force else article.key.replace("_", " ").capitalize()
    needed = not article.internal or article.has_files
    state = edits.get(article.key, "")
    return Row(
        key=article.key,
        title=title,
        owner=owner_of(article),
        internal=article.internal,
        languages=[
            {"code": language.upper(), "missing": needed and (article.key, language) not in told}
            for language in languages_of(article)
            if needed or (article.key, language) in told
        ],
        edit=str(STATES[State(state)]) if state else "",
        next_review=next_review,
        overdue=next_review is not None and next_review < today,
        times=times.get(article.key, 0),
        is_told=bool(in_force),
    )


def figures(listed: list[Row]) -> list[dict[str, Any]]:
    return [
        {"label": _("Articles"), "value": len(listed)},
        {"label": _("Being edited"), "value": sum(bool(row.edit) for row in listed)},
        {"label": _("Review overdue"), "value": sum(row.overdue for row in listed)},
        {
            "label": _("Not told in every language"),
            "value": sum(any(each["missing"] for each in row.languages) for row in listed),
        },
        {"label": _("Open gaps"), "value": Gap.objects.filter(state="open").count()},
    ]


def sides(article: Article, now: datetime) -> list[Side]:
    """Each language beside the others, with the edit under way."""
    edits = editing.open_edits(article.key)
    return [_side(article, language, edits.get(language), now) for language in languages_of(article)]


def _side(article: Article, language: str, edit: ArticleVersion | None, now: datetime) -> Side:
    told = serving.find(article.key, Audience.STAFF, language, now)
    text, trouble = "", ""
    if told is not None:
        try:
            text = told.told(now).text
        except UnknownPlaceholder as unknown:
            text, trouble = told.text, str(unknown)
    side = {"language": language, "name": house.language_name(language), "told": told, "text": text, "trouble": trouble}
    if edit is None:
        rows = ArticleVersion.objects.filter(article=article.key, language=language, published_at=None)
        return Side(**side, aside=None if article.has_files or told else rows.order_by("made_at").last())
    return Side(
        **side,
        edit=edit,
        title_pieces=difference(told.title if told else "", edit.title),
        text_pieces=difference(told.text if told else "", edit.text),
        asked_pieces=difference("\n".join(told.asked_as) if told else "", "\n".join(edit.asked_as)),
    )


def form_of(side: Side, data: Any = None) -> EditForm:
    """The form of one language, beginning from the edit under way, from what is told, or from what was put aside."""
    start = side.edit or side.told or side.aside
    initial = (
        {
            "title": start.title,
            "asked_as": "\n".join(start.asked_as),
            "text": start.text,
            "seen": "" if start is side.aside else start.sha256,
        }
        if start
        else {"seen": ""}
    )
    return EditForm(data, prefix=side.language, initial=initial)


def state_of(parts: list[Side]) -> State | None:
    """Where the edit under way stands; one that is partly a draft is a draft."""
    states = {State(side.edit.state) for side in parts if side.edit}
    return next((state for state in (State.DRAFT, State.IN_REVIEW, State.APPROVED) if state in states), None)


def history(article: Article, now: datetime) -> list[dict[str, Any]]:
    """Every version, newest first, each beside the one that it followed in its language."""
    versions = [row for row in editing.history(article.key) if row.state not in OPEN_STATES]
    in_force = {one.language: one for one in serving.in_force(Audience.STAFF, now) if one.article.key == article.key}
    shown: list[dict[str, Any]] = []
    for place, row in enumerate(versions):
        before = next((other for other in versions[place + 1 :] if other.language == row.language), None)
        told = in_force.get(row.language)
        is_told = told is not None and (told.sha256, told.starts_at) == (row.sha256, row.starts_at)
        shown.append(
            {
                "row": row,
                "language": house.language_name(row.language),
                "state": _state_in_words(row, is_told, now),
                "is_told": is_told,
                "pieces": difference(_whole(before), _whole(row)) if before else [],
                "first": before is None,
                "text": row.text,
                "may_return": row.published_at is not None and not is_told,
            }
        )
    return shown


def _state_in_words(row: ArticleVersion, is_told: bool, now: datetime) -> str:
    if row.published_at is None:
        return _("Put aside, never told")
    if row.withdrawn_at:
        return _("Withdrawn")
    if is_told:
        return _("Told now")
    return _("Coming") if row.starts_at and row.starts_at > now else _("Told earlier")


def _whole(row: ArticleVersion) -> str:
    facts = f"\n\n{facts_in_words(ArticleFacts.from_json(row.facts))}" if row.facts else ""
    return f"{row.title}\n\n{row.text}{facts}"
