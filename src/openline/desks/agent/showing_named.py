"""What the person named so far, in their own words, so that the agent need not ask again but can read it back."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from openline.actions import house
from openline.domain.things_named import Named, NamedThing, Names, things_named
from openline.policy import telling
from openline.records import models
from openline.ui.components.summary_list.part import Fact, SummaryList


def named_so_far(conversation: models.Conversation, now: datetime) -> SummaryList | None:
    """Everything named in the person's messages, or None where nothing was. Nothing of it has been checked."""
    said = conversation.messages.filter(sender="person").order_by("position").values_list("text", flat=True)
    found = things_named(said, conversation.language, _names(now), house.pack().home_date(now))
    return SummaryList(tuple(_fact(named) for named in found), _("Named by the person")) if found else None


def _names(now: datetime) -> Names:
    pack, receipt = house.pack(), house.flows_at(now).settings.slots["receipt_number"]
    offices = {key: (office.city, office.name) for key, office in pack.offices.items()}
    a_number = tuple(name for names in pack.agency.a_number.values() for name in names)
    forms, region = tuple(pack.forms), pack.agency.phone_region
    return Names(receipt.prefixes, receipt.length, forms, offices, region, pack.heard, a_number)


def _fact(named: Named) -> Fact:
    terms = {
        NamedThing.RECEIPT_NUMBER: _("Receipt number"),
        NamedThing.A_NUMBER: _("A-number"),
        NamedThing.FORM: _("Form"),
        NamedThing.PHONE: _("Phone"),
        NamedThing.OFFICE: _("Office"),
        NamedThing.DAY: _("Day"),
    }
    return Fact(terms[named.kind], _value(named), _note(named), code=named.kind in (NamedThing.RECEIPT_NUMBER,))


def _value(named: Named) -> str:
    if isinstance(named.value, date):
        return telling.tell_day(named.value, "en", year=True)
    if named.kind is NamedThing.OFFICE:
        return house.pack().offices[named.value].name
    if named.kind is NamedThing.FORM:
        return f"{named.value}: {house.pack().forms[named.value]['en']}"
    return house.tell_number(named.value) if named.kind is NamedThing.PHONE else named.value


def _note(named: Named) -> str:
    return _("or %(day)s") % {"day": telling.tell_day(named.or_else, "en", year=True)} if named.or_else else ""
