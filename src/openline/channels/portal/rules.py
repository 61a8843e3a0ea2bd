"""The rule book in the open: what is in force on a day, since when, from which source, and what is coming."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openline.actions import house
from openline.policy.rulebook import DatedValue, RulebookEntry
from openline.ui import showing
from openline.ui.doors import PUBLIC, open_to


@open_to(PUBLIC)
@require_GET
def rules(request: Any) -> HttpResponse:
    today = house.pack().home_date(request.now)
    on = _day(request.GET.get("on", ""), today)
    query, topic = request.GET.get("q", "").strip()[:100], request.GET.get("topic", "")
    entries = house.pack().rulebook_on(on)
    counted = Counter(entry.topic for entry in entries)
    shown = [entry for entry in entries if (not topic or entry.topic == topic) and _matches(entry, query)]
    context = {
        "on": on,
        "today": today,
        "query": query,
        "topic": topic,
        "topics_of_rules": [
            {"key": key, "title": _title(key), "count": count} for key, count in sorted(counted.items())
        ],
        "groups": [
            {"topic": key, "title": _title(key), "rules": [_rule(e) for e in shown if e.topic == key]}
            for key in sorted({entry.topic for entry in shown})
        ],
    }
    return render(request, "portal/rules.html", context)


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise


def _matches(entry: RulebookEntry, query: str) -> bool:
    words = f"{entry.title} {entry.why} {entry.topic}.{entry.rule}".casefold()
    if entry.now is not None:
        words += f" {entry.now.text} {' '.join(entry.now.ref.catalogue)}".casefold()
    return all(word in words for word in query.casefold().split())


def _title(topic: str) -> str:
    return {
        "accounts": _("Online accounts"),
        "appointments": _("Appointments"),
        "callbacks": _("Callbacks"),
        "cases": _("Cases"),
        "contacts": _("Contacts"),
        "documents": _("Documents"),
        "help_desk": _("Help desk"),
        "hours": _("Hours"),
        "identity": _("Identity"),
        "knowledge": _("Answers"),
        "protected_people": _("Protected matters"),
        "queues": _("Queues"),
        "service_requests": _("Service requests"),
    }.get(topic, topic.replace("_", " ").capitalize())


def _rule(entry: RulebookEntry) -> dict[str, Any]:
    now = entry.now
    return {
        "address": f"{entry.topic}.{entry.rule}",
        "title": entry.title,
        "why": entry.why,
        "value": now.text if now else _("no rule known"),
        "in_force_from": now.in_force_from if now else None,
        "standing": showing.standing_words(now.ref.standing) if now else "",
        "source": _source(now) if now else "",
        "reading": (now.reading or "") if now else "",
        "catalogue": list(now.ref.catalogue) if now else [],
        "history": [_dated(value) for value in entry.history if value is not now],
        "coming": [_dated(value) for value in entry.coming],
    }


def _dated(value: DatedValue) -> dict[str, Any]:
    return {"in_force_from": value.in_force_from, "value": value.text, "source": _source(value)}


def _source(value: DatedValue) -> str:
    return f"{value.source.document}, {value.source.part}" if value.source else ""
