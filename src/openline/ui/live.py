"""The one stream of a page: it tells that something changed, to those who may ask what."""

from __future__ import annotations

import random
import uuid
from collections.abc import AsyncIterator
from typing import Any

from asgiref.sync import SyncToAsync, sync_to_async
from django.db import connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from openline.actions import access, house
from openline.actions.acting import acting_as
from openline.records import models
from openline.records.event_stream import as_server_sent_event, hub
from openline.ui.doors import PUBLIC, open_to

TOPICS_AT_MOST = 12
RETRY_AFTER = (1500, 5000)
ASK_AGAIN = b"event: changed\ndata: {}\n\n"


@open_to(PUBLIC)
async def events(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Server-sent events for the topics asked for; 403 when one of them is not this visitor's."""
    topics = request.GET.getlist("topic")[:TOPICS_AT_MOST]
    if not topics or not await sync_to_async(_all_open)(request, topics):
        return HttpResponse(status=403)
    # The browser sends the header when it connects again by itself; a page that had to begin a new stream says it so.
    after = request.headers.get("Last-Event-ID") or request.GET.get("after", "")
    return StreamingHttpResponse(
        _stream(topics, int(after) if after.isdigit() else None),
        content_type="text/event-stream",
        headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"},
    )


async def _stream(topics: list[str], after: int | None) -> AsyncIterator[bytes]:
    # Who may listen is known, and a page listens for hours: what it held meanwhile would be nobody else's.
    await sync_to_async(connections.close_all)()
    _let_the_thread_go()
    began_before = not hub().follows()
    heard = hub().listen(topics, after)
    await anext(heard)
    # When the process ends, every page comes back: not all of them at the same moment.
    yield f"retry: {random.randint(*RETRY_AFTER)}\n\n".encode()
    if began_before and after is None:  # it asked for its parts when it connected, and nobody told it what came then
        yield ASK_AGAIN
    async for event in heard:
        yield as_server_sent_event(event).encode()


def _let_the_thread_go() -> None:
    """Ends the thread in which this request was looked at; should it need one again at its end, it gets another."""
    context = SyncToAsync.thread_sensitive_context.get(None)
    executor = SyncToAsync.context_to_thread_executor.pop(context, None) if context is not None else None
    if executor is not None:
        executor.shutdown(wait=False)


def _all_open(request: Any, topics: list[str]) -> bool:
    with acting_as(request.actor):
        return all(_is_open(request, topic) for topic in topics)


def _is_open(request: Any, topic: str) -> bool:
    kind, _, name = topic.partition(":")
    seat: models.Seat | None = request.seat
    if kind == "queue":
        return seat is not None and _serves(seat, name)
    try:
        named = uuid.UUID(name)
    except ValueError:
        return False
    if kind == "seat":
        return seat is not None and seat.id == named
    if kind == "person":
        return request.person_id == named
    if kind != "conversation":
        return False
    if seat is not None:
        return access.conversation_for_seat(named, seat, request.now) is not None
    return models.Conversation.objects.filter(id=named).exists()


def _serves(seat: models.Seat, queue: str) -> bool:
    known = house.pack().queues.get(queue)
    if known is None:
        return False
    if "see_protected" in house.pack().tiers[known.tier].may and not access.may(seat, "see_protected"):
        return False
    return known.tier == seat.tier or access.may(seat, "supervise")
