"""What a person is told about their callback, in their language."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from openline.actions import house
from openline.domain.callbacks import CallbacksRules
from openline.domain.hours import HoursRules
from openline.policy import telling
from openline.records import models


def facts_of(callback: models.Callback, language: str, now: datetime) -> dict[str, str]:
    """Every fact that a message on this callback may use, as words with their zone."""
    promise, matter = callback.promise, callback.matter
    rules = house.rules_at(CallbacksRules, promise.made_at)
    tell_hours = telling.tell_daily_hours(rules.calling_hours.value, now, language)
    facts = {
        "agency": house.short_name(language),
        "item_number": telling.tell_item_number(matter.item_number),
        "promised_by": telling.tell_moment(promise.promised_by, callback.zone, language),
        "planned_window": telling.tell_window(callback.planned_from, callback.planned_until, callback.zone, language),
        "calling_hours": tell_hours,
        "caller_number": house.tell_number(rules.caller_id.value.number),
        "numbers_tried": telling.tell_list([shortened(n.shown_as) for n in callback.numbers.all()], language),
        "mail_from": rules.mail_from.value,
        "main_line": house.line_number("main", now),
        "live_hours": telling.tell_daily_hours(house.rules_at(HoursRules, now).live_help.value, now, language),
        "matter_page": f"{settings.OPENLINE_ADDRESS}/matter/",
    }
    if callback.second_from and callback.second_until:
        facts["second_window"] = telling.tell_window(
            callback.second_from, callback.second_until, callback.zone, language
        )
    return facts


def shortened(number: str) -> str:
    """A number as its owner knows it again and nobody else learns it: the last four digits."""
    return "…" + "".join(c for c in number if c.isdigit())[-4:]
