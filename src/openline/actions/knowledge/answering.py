"""The answer to a question: an approved text, found by the intent or by the words, or a refusal that is recorded."""

from __future__ import annotations

from datetime import datetime

from openline.actions import ledger
from openline.actions.acting import SYSTEM, Actor, acting_as
from openline.actions.knowledge import gaps, serving
from openline.actions.knowledge.serving import Audience, Served
from openline.actions.plugs import gateway
from openline.conversation import OUT_OF_SCOPE, Outcome, Verdict
from openline.conversation.outcomes import AnswerOutcome, SideAnswerOutcome
from openline.conversation.state import Pending
from openline.conversation.talk import QUESTION
from openline.domain import knowledge
from openline.domain.decision import Decision
from openline.domain.knowledge import Answered, Declined, Found, FoundBy, OneOf, Ranked, WhyDeclined
from openline.domain.rules import RuleRef
from openline.gateways.choosing import Offered
from openline.policy import telling
from openline.policy.knowledge import UnknownPlaceholder
from openline.records import models

PREFIX = "articles."  # of an article's address in `because`, beside the addresses of rules
WORDS_OF_A_MATTER, WORDS_OF_A_QUESTION = "the_matter", "question"


def address_of(article: str) -> str:
    return f"{PREFIX}{article}"


def answer(
    question: str, intent: str | None, language: str, contact: models.Contact | None, now: datetime
) -> Decision[Answered | Declined]:
    """The one answer for everybody who asks, or why there is none; never an internal article.

    May ask the chooser, an outside system: never call it inside a transaction. With a contact the decision is kept,
    and a question that is declined is counted as a gap. What is out of scope is found by its words alone: the article
    on what we do not answer would else be the answer to everything.
    """
    with acting_as(SYSTEM):
        everything = serving.in_force(Audience.PUBLIC, now)
    spoken = {one.article.key: one for one in everything if one.language == language}
    places = {
        one.article.key: one.article.answers.index(intent)
        for one in everything
        if intent and intent != OUT_OF_SCOPE and intent in one.article.answers
    }
    beside = {key for key, one in spoken.items() if intent in one.article.found_under}
    ranked = ranked_by_words(question, list(spoken.values()), language)
    bars = gateway("retrieval").bars
    chosen: Decision[Found | OneOf | Declined] | None = None
    if intent == OUT_OF_SCOPE:
        chosen = _found(knowledge.article_beside(ranked, bars, beside))
    if chosen is None:
        chosen = knowledge.article_for(places, ranked, bars, {key: key in spoken for key in places}, beside)
    decided = _told(chosen, spoken, question, language, now)
    if contact is not None:
        with acting_as(SYSTEM):
            _keep(decided, question, intent, language, contact, now)
    return decided


def ranked_by_words(question: str, served: list[Served], language: str) -> list[Ranked]:
    """These answers by how near their title and phrasings are to the question."""
    return gateway("retrieval").rank(question, [one.document for one in served], language)


def nearest(question: str, served: list[Served], language: str) -> list[str]:
    """The articles that may answer a question, best first: by what understanding makes of it, then by the words.

    What the words surely mean comes before all, as it does where one answer is told.
    """
    understood = gateway("understanding").classify(question, language)
    meant = () if understood.verdict is Verdict.REJECTED else (understood.best, understood.second)
    by_intent = [
        one.article.key
        for intent in filter(None, meant)
        for one in sorted(served, key=lambda one: (_place(one, intent), one.article.key))
        if intent in one.article.answers
    ]
    bars, ranked = gateway("retrieval").bars, ranked_by_words(question, served, language)
    by_words = [one.article for one in ranked if one.score >= bars.likely]
    return list(dict.fromkeys([*knowledge.surely_meant(ranked, by_intent, bars), *by_intent, *by_words]))


def _place(served: Served, intent: str) -> int:
    """How far down an article names an intent."""
    answers = served.article.answers
    return answers.index(intent) if intent in answers else len(answers)


def _told(
    chosen: Decision[Found | OneOf | Declined], spoken: dict[str, Served], question: str, language: str, now: datetime
) -> Decision[Answered | Declined]:
    outcome = chosen.outcome
    if isinstance(outcome, OneOf):
        offered = [Offered(key, spoken[key].title) for key in outcome.articles]
        key = gateway("choosing").choose(question, offered, language)
        # Whatever comes back, only what was offered counts.
        outcome = Found(key, FoundBy.CHOICE) if key in outcome.articles else Declined(WhyDeclined.NOT_SURE)  # type: ignore[arg-type]
    if isinstance(outcome, Declined):
        return Decision(outcome, chosen.because, {**chosen.facts, "reason": outcome.reason.value})
    served = spoken[outcome.article]
    facts = {**chosen.facts, "article": outcome.article, "found_by": outcome.found_by.value, "sha256": served.sha256}
    try:
        return Decision(*_as_told(served, outcome.found_by, now), facts)
    except UnknownPlaceholder as trouble:
        reason = WhyDeclined.CANNOT_BE_TOLD
        return Decision(Declined(reason), chosen.because, {**facts, "reason": reason.value, "trouble": str(trouble)})


def _as_told(served: Served, found_by: FoundBy, now: datetime) -> tuple[Answered, tuple[RuleRef, ...]]:
    filled = served.told(now)
    answered = Answered(
        article=served.article.key,
        language=served.language,
        title=served.title,
        text=filled.text,
        source=served.source_in(served.language),
        reviewed_on=served.reviewed_on,
        sha256=served.sha256,
        found_by=found_by,
        leads_to=served.article.leads_to,
    )
    return answered, filled.because


def _keep(
    decided: Decision[Answered | Declined],
    question: str,
    intent: str | None,
    language: str,
    contact: models.Contact,
    now: datetime,
) -> None:
    declined = isinstance(decided.outcome, Declined)
    facts = {**decided.facts, "intent": intent or "", "language": language}
    kept = Decision(decided.outcome, decided.because, facts)
    ledger.record_decision("answer", kept, now, outcome="declined" if declined else "answered", contact=contact)
    if declined:
        gaps.count(question, intent, language, now)


def side_answer(
    question: str,
    intent: str,
    language: str,
    contact: models.Contact,
    now: datetime,
    *,
    about_the_matter: bool,
) -> Answered | None:
    """What surely answers a question asked beside the matter of this intent; kept where it is told, no gap where not.

    `about_the_matter`: the words are those of the matter itself, and only an article that stands beside it will do.
    """
    with acting_as(SYSTEM):
        served = serving.in_force(Audience.PUBLIC, now)
    spoken = {one.article.key: one for one in served if one.language == language}
    near = {key for key, one in spoken.items() if intent in one.article.found_under}
    ranked = ranked_by_words(question, list(spoken.values()), language)
    bars = gateway("retrieval").bars
    chosen = _found(knowledge.article_beside(ranked, bars, near, only_near=about_the_matter))
    decided = _told(chosen, spoken, question, language, now) if chosen else None
    if decided is None or isinstance(decided.outcome, Declined):
        return None
    with acting_as(SYSTEM):
        _keep(decided, question, intent, language, contact, now)
    return decided.outcome


def _found(decided: Decision[Found | None]) -> Decision[Found | OneOf | Declined] | None:
    return Decision(decided.outcome, decided.because, decided.facts) if decided.outcome else None


def look_up_answer(
    pending: Pending, language: str, conversation: models.Conversation, actor: Actor, now: datetime
) -> Outcome:
    """`look_up: answer` of a flow: by the matter's intent first, by the person's words next."""
    question = pending.slots.get(WORDS_OF_A_MATTER, "")
    decided = answer(question, pending.intent, language, conversation.contact, now)
    rules = tuple(ref.address for ref in decided.because)
    if isinstance(decided.outcome, Declined):
        return Outcome(pending.action, AnswerOutcome.DECLINED, {}, rules)
    told = decided.outcome
    return Outcome(pending.action, AnswerOutcome.ANSWERED, _facts(told, language), (address_of(told.article), *rules))


def look_up_side_answer(
    pending: Pending, language: str, conversation: models.Conversation, actor: Actor, now: datetime
) -> Outcome:
    """`look_up: side_answer`: a question asked beside the one that is open, or the words of the matter itself."""
    asked = pending.slots.get(QUESTION)
    question = asked or pending.slots.get(WORDS_OF_A_MATTER, "")
    told = side_answer(question, pending.intent, language, conversation.contact, now, about_the_matter=asked is None)
    if told is None:
        return Outcome(pending.action, SideAnswerOutcome.NONE)
    return Outcome(pending.action, SideAnswerOutcome.ANSWERED, _facts(told, language), (address_of(told.article),))


def _facts(told: Answered, language: str) -> dict[str, str]:
    return {
        "title": told.title,
        "text": told.text,
        "source": told.source,
        "reviewed_on": telling.tell_day(told.reviewed_on, language, year=True),
    }
