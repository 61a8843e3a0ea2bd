"""The expected wait for live help, told before a person stands in line, from the center's own recent history."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Max, Sum

from openline.actions import house
from openline.actions.acting import SYSTEM, Actor, acting_as
from openline.actions.opening_hours import CHAT_CHANNELS
from openline.conversation import Outcome
from openline.conversation.outcomes import ExpectedWaitOutcome
from openline.conversation.state import Pending
from openline.domain import waits
from openline.domain.contacts import ContactsRules
from openline.domain.decision import Decision
from openline.domain.hours import HoursRules
from openline.domain.queues import QueuesRules, rank
from openline.domain.windows import duration
from openline.gateways.clock import machine_now
from openline.policy import telling_waits
from openline.records import models

_HOUR = timedelta(hours=1)

_LATELY = """
SELECT
    array_agg(extract(epoch FROM claimed_at - enqueued_at)) FILTER (WHERE claimed_at >= %(since)s),
    array_agg(extract(epoch FROM done_at - claimed_at)) FILTER (WHERE claimed_at IS NOT NULL AND done_at >= %(since)s),
    count(*) FILTER (WHERE claimed_at IS NULL AND done_at >= %(since)s),
    coalesce(sum(extract(epoch FROM coalesce(claimed_at, done_at, %(now)s) - greatest(enqueued_at, %(since)s)))
             FILTER (WHERE coalesce(claimed_at, done_at, %(now)s) >= %(since)s), 0)
FROM work_item WHERE kind = 'contact' AND lane_id = ANY(%(lanes)s) AND enqueued_at >= %(long_before)s
"""

# Who asked in an hour and was helped; who left before is not in it, so the hours of a long line look a little short.
_HOURS = """
INSERT INTO wait_hour (queue, language, starts_at, contacts, shortest, likely, longest)
SELECT lane.queue, split_part(lane.requires, ':', 2), date_trunc('hour', item.enqueued_at), count(*),
       percentile_cont(0.1) WITHIN GROUP (ORDER BY waited), percentile_cont(0.5) WITHIN GROUP (ORDER BY waited),
       percentile_cont(0.9) WITHIN GROUP (ORDER BY waited)
FROM work_item item JOIN lane ON lane.id = item.lane_id,
     LATERAL (SELECT extract(epoch FROM item.claimed_at - item.enqueued_at) AS waited) AS how_long
WHERE item.kind = 'contact' AND item.claimed_at IS NOT NULL AND lane.queue = ANY(%(queues)s)
      AND item.enqueued_at >= %(since)s AND item.enqueued_at < %(until)s
GROUP BY 1, 2, 3
ON CONFLICT (queue, language, starts_at) DO NOTHING
"""


def emergencies_ahead_by(queue: str) -> timedelta:
    """How far an emergency is put before its time in a queue; zero where the queue puts none ahead."""
    ahead = house.pack().queues[queue].ahead_by.get("emergency")
    return duration(ahead) if ahead else timedelta(0)


def is_emergency(about: str, now: datetime) -> bool:
    return about in house.rules_at(ContactsRules, now).emergencies.value


def expected_wait(
    queue: str, language: str, channel: str, before: int | None, now: datetime, *, ahead: bool = False
) -> Decision[waits.WaitExpected | waits.WaitUnknown]:
    """The wait of who asks now, or of who stands behind `before` others. As SYSTEM or inside a transaction of SYSTEM.

    A queue that is sealed tells nothing of itself: its wait is unknown to everyone. Who is taken `ahead` of others is
    told by the line alone: how long the others waited in past weeks says nothing about it.
    """
    rules = house.rules_at(QueuesRules, now)
    if _is_sealed(queue):
        return Decision(waits.WaitUnknown(), (rules.wait_method.ref,))
    lanes = list(models.Lane.objects.filter(queue=queue).values_list("id", flat=True))
    line = _line(queue, lanes, before, now)
    history = [] if ahead else _history(queue, language, rules, now)
    return waits.expected_wait(line, _recent(lanes, rules, now), history, rules, house.home_zone(), now)


def better_times(queue: str, language: str, channel: str, now: datetime) -> Decision[tuple[waits.BetterTime, ...]]:
    """The hours still to come this week in which people of this language waited clearly less. As SYSTEM."""
    hours = house.rules_at(HoursRules, now)
    rule = hours.live_chat if channel in CHAT_CHANNELS else hours.live_help
    rules = house.rules_at(QueuesRules, now)
    if _is_sealed(queue):
        return Decision((), (rule.ref,))
    history = _history(queue, language, rules, now)
    return waits.better_times(history, rule.value, house.pack().calendar, rules, now)


def words_of_wait(
    queue: str,
    language: str,
    channel: str,
    before: int | None,
    now: datetime,
    *,
    told_in: str = "",
    ahead: bool = False,
) -> dict[str, str]:
    """What is told to who waits or may come to wait: `likely` and `interval`, empty where the wait is unknown,
    `better_times`, empty where none is known to be better, and the `advice` in force. As SYSTEM.

    `language` is that of the line; `told_in` that of the words, where it is another one. Who is taken `ahead` of
    others is told of no better time: an emergency is for now.
    """
    wait = expected_wait(queue, language, channel, before, now, ahead=ahead).outcome
    times = () if ahead else better_times(queue, language, channel, now).outcome
    advice = () if ahead else house.rules_at(QueuesRules, now).wait_advice.value
    words_in = told_in or language
    known = isinstance(wait, waits.WaitExpected)
    return {
        "likely": telling_waits.tell_wait(wait.likely, words_in) if known else "",
        "interval": telling_waits.tell_interval(wait, words_in) if known else "",
        "better_times": telling_waits.tell_better_times(times, house.home_zone(), words_in),
        "advice": " ".join(house.pack().label("wait_advice", word, words_in) for word in advice),
    }


def look_up_expected_wait(
    pending: Pending, language: str, conversation: models.Conversation, actor: Actor, now: datetime
) -> Outcome:
    """The look-up of the flows, for the first queue; an emergency learns that it goes first, and by how much."""
    ahead_by = emergencies_ahead_by(house.first_queue())
    if ahead_by and is_emergency(pending.intent, now):
        return _wait_of_an_emergency(pending, language, conversation, ahead_by, now)
    with acting_as(SYSTEM):
        facts = words_of_wait(house.first_queue(), language, conversation.channel, None, now)
    rules = house.rules_at(QueuesRules, now)
    because = (rules.wait_method.ref.address, rules.wait_advice.ref.address)
    if facts["likely"]:
        return Outcome(pending.action, ExpectedWaitOutcome.KNOWN, facts, because)
    told = {name: facts[name] for name in ("better_times", "advice")}
    return Outcome(pending.action, ExpectedWaitOutcome.UNKNOWN, told, because)


def _wait_of_an_emergency(
    pending: Pending, language: str, conversation: models.Conversation, ahead_by: timedelta, now: datetime
) -> Outcome:
    queue = house.first_queue()
    place = rank(now, ahead_by // timedelta(milliseconds=1))
    with acting_as(SYSTEM):
        before = models.WorkItem.objects.filter(
            lane__queue=queue, kind="contact", state="waiting", rank__lt=place
        ).count()
        facts = words_of_wait(queue, language, conversation.channel, before, now, ahead=True)
    told = {name: facts[name] for name in ("likely", "interval")}
    told["ahead_by"] = telling_waits.tell_wait(ahead_by, language)
    because = house.rules_at(ContactsRules, now).emergencies.ref.address
    return Outcome(pending.action, ExpectedWaitOutcome.AHEAD, told, (because,))


def keep_history(now: datetime) -> None:
    """Takes down the hours that have ended since the last that was taken down. As SYSTEM; again changes nothing.

    An hour is taken down once a further hour has passed, so that nearly all who asked in it have been helped.
    """
    until = now.replace(minute=0, second=0, microsecond=0) - _HOUR
    since = _taken_down_until(until, now)
    queues = [queue for queue in house.pack().queues if not _is_sealed(queue)]
    with connection.cursor() as cursor:
        cursor.execute(_HOURS, {"queues": queues, "since": since, "until": until})


def _taken_down_until(until: datetime, now: datetime) -> datetime:
    newest = models.WaitHour.objects.filter(starts_at__lt=until).aggregate(newest=Max("starts_at"))["newest"]
    oldest = now - _looks_back(house.rules_at(QueuesRules, now))
    return max(newest + _HOUR, oldest) if newest else oldest


def _looks_back(rules: QueuesRules) -> timedelta:
    return timedelta(days=rules.wait_looks_back.value.amount)


def _is_sealed(queue: str) -> bool:
    pack = house.pack()
    return "see_protected" in pack.tiers[pack.queues[queue].tier].may


def _line(queue: str, lanes: list[int], before: int | None, now: datetime) -> waits.Line:
    held = models.WorkItem.objects.filter(kind="contact", lane__in=lanes)
    if before is None:
        before = held.filter(state="waiting").count()
    here = _seats_here(queue, lanes)
    helped = held.filter(state="claimed", owner__in=here).count()
    at_once = house.rules_at(ContactsRules, now).chats_at_once.value
    return waits.Line(before, len(here) * at_once, helped)


def _seats_here(queue: str, lanes: list[int]) -> list[models.Seat]:
    """The seats that serve the queue and were heard of lately, in real time like all presence."""
    absent_after = duration(house.rules_at(QueuesRules, machine_now()).absent_after.value)
    seats = models.Seat.objects.filter(
        lanes__lane__in=lanes, presence__available=True, presence__last_seen_at__gte=machine_now() - absent_after
    )
    return list(seats.distinct())


def _recent(lanes: list[int], rules: QueuesRules, now: datetime) -> waits.Recent:
    since = now - duration(rules.wait_recent.value)
    values = {"lanes": lanes, "since": since, "now": now, "long_before": since - timedelta(days=1)}
    with connection.cursor() as cursor:
        cursor.execute(_LATELY, values)
        row = cursor.fetchone()
    waited, helped, left, total = row or (None, None, 0, 0)
    return waits.Recent(_spans(waited), _spans(helped), left, timedelta(seconds=float(total)))


def _spans(seconds: list[float] | None) -> tuple[timedelta, ...]:
    return tuple(timedelta(seconds=float(each)) for each in seconds or ())


def _history(queue: str, language: str, rules: QueuesRules, now: datetime) -> list[waits.PastHour]:
    """The hours of past weeks in this language, or in all where this one has too few."""
    hours = models.WaitHour.objects.filter(queue=queue, starts_at__gte=now - _looks_back(rules), starts_at__lt=now)
    own = hours.filter(language=language)
    seen = own.aggregate(contacts=Sum("contacts"))["contacts"] or 0
    chosen = own if seen >= rules.wait_least_contacts.value else hours
    return [
        waits.PastHour(
            hour.starts_at,
            hour.contacts,
            timedelta(seconds=hour.shortest),
            timedelta(seconds=hour.likely),
            timedelta(seconds=hour.longest),
        )
        for hour in chosen.order_by("starts_at")
    ]
