"""Writing notices: what must be told, to which address, when, and on which rules it rests.

A notice is a row beside the rows that it tells of. Rendering and handing over is `openline.notices`'s.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from openline.actions import house, ledger
from openline.domain.rules import RuleRef
from openline.policy.wording import Wording, notice_facts, render
from openline.records import models


def wording(notice: str, form: str, language: str, facts: Mapping[str, str]) -> Wording:
    """The words of a notice in one form and language; raises when the pack lacks them."""
    return render(house.pack_folder(), notice, form, language, used_by(notice, facts))


def used_by(notice: str, facts: Mapping[str, str]) -> dict[str, str]:
    """Of the facts, those that the notice declares: it can tell no more."""
    declared = notice_facts(house.pack_folder(), notice).facts
    return {name: value for name, value in facts.items() if name in declared}


def tell(
    kind: str,
    callback: models.Callback,
    facts: Mapping[str, str],
    because: Iterable[RuleRef],
    goes_out_at: datetime,
    *,
    now: datetime,
    forms: tuple[str, ...] = ("text", "email"),
) -> list[models.Notice]:
    """Writes one notice for each way in which the person can be reached about their callback."""
    once = f"{kind}:{callback.promise_id}:{callback.times_planned}:{callback.attempts.count()}"
    return tell_person(
        callback.matter.person,
        kind,
        once,
        facts,
        because,
        goes_out_at,
        now=now,
        forms=forms,
        matter=callback.matter,
        promise=callback.promise,
    )


def tell_person(
    person: models.Person,
    kind: str,
    once: str,
    facts: Mapping[str, str],
    because: Iterable[RuleRef],
    goes_out_at: datetime,
    *,
    now: datetime,
    forms: tuple[str, ...] = ("text", "email"),
    matter: models.Matter | None = None,
    promise: models.Promise | None = None,
) -> list[models.Notice]:
    """As `tell`, for any subject; `once` names the occasion, so that it is told once for each form."""
    refs = ledger.refs_as_json(dict.fromkeys(because))
    written: list[models.Notice] = []
    for form in forms:
        address = reachable(person, form)
        if address is None:
            continue
        # Worded once here, so that words that lack a fact fail with the rows that they tell of, not in the night.
        wording(kind, form, person.language, facts)
        written.append(
            models.Notice.objects.create(
                kind=kind,
                form=form,
                address=address.value,
                language=person.language,
                person=person,
                matter=matter,
                promise=promise,
                facts=used_by(kind, facts),
                because=refs,
                key=f"{once}:{form}",
                written_at=now,
                next_try_at=goes_out_at,
            )
        )
    return written


def reachable(person: models.Person, form: str, *, but: Iterable[str] = ()) -> models.Address | None:
    """The person's first address of one form that is neither stopped nor dead, nor among `but`."""
    stopped = models.Suppression.objects.filter(form=form).values("address")
    addresses = person.addresses.filter(form=form).exclude(value__in=stopped).exclude(value__in=list(but))
    return addresses.order_by("position").first()


def withdraw_waiting(now: datetime, *, kinds: tuple[str, ...], promise: models.Promise) -> None:
    """Takes back notices that have not gone out and no longer say the truth."""
    waiting = models.Notice.objects.filter(promise=promise, kind__in=kinds, state="waiting")
    waiting.update(state="withdrawn", next_try_at=None)


def occasion() -> str:
    """A name for an occasion that can come again."""
    return uuid.uuid4().hex
