"""What live help was used for, by month: reasons, what self-help could have done, languages that were wished for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from babel.dates import format_date
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openline.actions import house, languages, reports
from openline.actions.acting import acting_as
from openline.domain.contacts import ContactsRules
from openline.ui import showing
from openline.ui.components.table.part import Cell, Table
from openline.ui.doors import open_to


@open_to("supervise")
@require_GET
def reports_page(request: Any) -> HttpResponse:
    with acting_as(request.actor):
        least = house.rules_at(ContactsRules, request.now).least_count_told.value
        context = {
            "tables": [
                _by_reason(reports.by_reason(request.now), least),
                _could_have(reports.could_have_been_self_help(request.now), least),
                _languages(reports.unmet_language_wishes(request.now), least, request.now),
            ],
            "owed": reports.wrap_ups_owed(),
            "least": least,
            "here": "reports",
        }
        return render(request, "supervisor/reports.html", context)


def _by_reason(counts: list[reports.Count], least: int) -> Table:
    labels = house.pack().labels["wrap_up_reason"]
    rows = [
        (Cell(labels.get(each.word, {}).get("en", each.word)), Cell(_month(each.month)), Cell(_told(each.count, least)))
        for each in counts
    ]
    return Table(
        caption=_("What live contacts were about"),
        columns=(_("Reason"), _("Month"), _("Contacts")),
        rows=tuple(rows),
        empty=_("No live contact has been wrapped up yet."),
    )


def _could_have(counts: list[reports.Count], least: int) -> Table:
    rows = [
        (
            Cell(showing.title_of(each.word)),
            Cell(_month(each.month)),
            Cell(_told(each.count, least)),
            Cell(_told(each.part, least)),
        )
        for each in counts
    ]
    return Table(
        caption=_("Live contacts on matters that have a self-service"),
        columns=(_("Matter"), _("Month"), _("Contacts"), _("Self-service had failed")),
        rows=tuple(rows),
        empty=_("No live contact was on a matter that has a self-service."),
    )


def _languages(counts: list[reports.Count], least: int, now: datetime) -> Table:
    rows = [
        (
            Cell(languages.language_named(each.word, "en", now)),
            Cell(_month(each.month)),
            Cell(_told(each.count, least)),
            Cell(_told(each.part, least)),
        )
        for each in counts
    ]
    return Table(
        caption=_("Languages wished for that we do not serve"),
        columns=(_("Language"), _("Month"), _("Not met"), _("Went on with their own interpreter")),
        rows=tuple(rows),
        empty=_("Nobody wished for a language that we do not serve."),
    )


def _month(month: date) -> str:
    return format_date(month, "MMMM y", locale="en")


def _told(count: int | None, least: int) -> str:
    return _("fewer than %(least)d") % {"least": least} if count is None else str(count)
