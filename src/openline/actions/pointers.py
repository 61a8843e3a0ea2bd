"""The pointers to what serves instead of a person, sent by text or e-mail to who wants them (IVR-9)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from openline.actions import house, matter_access, notices
from openline.conversation import Outcome
from openline.conversation.outcomes import SendPointersOutcome
from openline.conversation.state import Pending
from openline.domain.hours import HoursRules
from openline.policy import telling
from openline.records import models

KIND = "pointers"
ADDRESS_SLOT = "pointers_address"
SENT_PER_HOUR = 3


def send(pending: Pending, language: str, conversation: models.Conversation, now: datetime) -> Outcome:
    """Writes the notice to the address that the person gave; `no_address` where nothing may go there.

    The address is used for this one message. It is nobody's proven address, so it is not kept with the person: codes
    and promises never go to it.
    """
    address = pending.slots.get(ADDRESS_SLOT, "")
    form = "email" if "@" in address else "text"
    stopped = models.Suppression.objects.filter(form=form, address=address).exists()
    if not address or stopped or matter_access.too_often("pointers_sent", address, SENT_PER_HOUR):
        return Outcome(pending.action, SendPointersOutcome.NO_ADDRESS)
    facts = notices.used_by(KIND, _facts(language, now))
    notices.wording(KIND, form, language, facts)
    models.Notice.objects.get_or_create(
        key=f"{KIND}:{conversation.contact_id}:{address}:{form}",
        defaults={
            "kind": KIND,
            "form": form,
            "address": address,
            "language": language,
            "person_id": conversation.person_id,
            "facts": facts,
            "written_at": now,
            "next_try_at": now,
        },
    )
    return Outcome(pending.action, SendPointersOutcome.SENT, {"where": address})


def _facts(language: str, now: datetime) -> dict[str, str]:
    hours = house.rules_at(HoursRules, now).live_help.value
    return {
        "agency": house.short_name(language),
        "main_line": house.line_number("main", now),
        "live_hours": telling.tell_daily_hours(hours, now, language),
        "start_page": f"{settings.OPENLINE_ADDRESS}/",
    }
