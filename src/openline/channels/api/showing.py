"""Rows of the ledger as the API tells them. Called inside a transaction of the one who may see them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from openline.actions import house
from openline.channels.api import shapes
from openline.conversation import State
from openline.conversation.describing import describe
from openline.policy import telling
from openline.records import models


def conversation(conversation_id: uuid.UUID, now: datetime) -> dict[str, Any]:
    """Where a conversation stands, by `shapes.ConversationShown`; raises Conversation.DoesNotExist."""
    found = models.Conversation.objects.select_related("contact__matter").get(id=conversation_id)
    matter = found.contact.matter
    return {
        "conversation_id": found.id,
        "channel": found.channel,
        "language": found.language,
        "status": found.status,
        "options": found.options,
        "stands": _stands(found, now),
        "item_number": telling.tell_item_number(matter.item_number) if matter else None,
        "promised": promises(matter, found.language, only_open=True) if matter else [],
        "position": found.messages_said,
    }


def _stands(found: models.Conversation, now: datetime) -> dict[str, Any]:
    frames = State.from_json(found.state).frames
    address = "/".join(map(str, (frames[-1].flow, *frames[-1].path))) if frames else ""
    book = house.flows_at(now)
    known = frames and book.has(frames[-1].flow)
    steps = {step.address: step for step in describe(book, frames[-1].flow)} if known else {}
    step = steps.get(address)
    return {
        "flow": found.flow or None,
        "step": address,
        "verb": step.verb if step else None,
        "target": step.target if step else None,
        "awaits": found.awaits or None,
    }


def messages(said: Iterable[models.Message]) -> list[dict[str, Any]]:
    return [
        {
            "position": message.position,
            "sender": message.sender,
            "agent": {"name": message.seat.name, "id": message.seat.agent_id} if message.seat else None,
            "text": message.text,
            "words": message.words,
            "because": [_address(ref) for ref in message.because],
            "said_at": message.said_at,
        }
        for message in said
    ]


def _address(ref: Any) -> str:
    """A message keeps addresses where a flow spoke, and whole references where the center told of a promise."""
    return ref if isinstance(ref, str) else f"{ref['topic']}.{ref['rule']}"


def promises(matter: models.Matter, language: str, *, only_open: bool) -> list[dict[str, Any]]:
    made = matter.promises.select_related("callback").order_by("made_at")
    return [_promise(promise, matter, language) for promise in (made.filter(state="open") if only_open else made)]


def _promise(promise: models.Promise, matter: models.Matter, language: str) -> dict[str, Any]:
    callback = getattr(promise, "callback", None)
    zone = ZoneInfo(callback.zone if callback else house.home_zone())
    return {
        "kind": promise.kind,
        "item_number": telling.tell_item_number(matter.item_number),
        "made_at": promise.made_at.astimezone(zone),
        "promised_by": promise.promised_by.astimezone(zone),
        "planned_window": _window(callback, zone, language) if callback else None,
        "outcome": promise.outcome or None,
        "rule": _rule(promise),
    }


def _window(callback: models.Callback, zone: ZoneInfo, language: str) -> dict[str, Any]:
    return {
        "starts_at": callback.planned_from.astimezone(zone),
        "ends_at": callback.planned_until.astimezone(zone),
        "zone": callback.zone,
        "text": telling.tell_window(callback.planned_from, callback.planned_until, callback.zone, language),
    }


def _rule(promise: models.Promise) -> dict[str, Any]:
    rule = house.pack().rules.get(promise.rule)
    entries = [one for one in rule.entries if one.ref.sha256 == promise.rule_sha256] if rule else []
    source = entries[0].source if entries else None
    return {
        "address": promise.rule,
        "value": promise.rule_value,
        "in_force_from": promise.rule_in_force_from,
        "standing": promise.rule_standing,
        "sha256": promise.rule_sha256,
        "source": {"document": source.document, "part": source.part} if source else None,
    }


def as_json(shape: type[shapes.BaseModel], **values: Any) -> dict[str, Any]:
    """The values as JSON in the declared shape; raises when they do not fit it."""
    return shape.model_validate(values).model_dump(mode="json")
