"""People, agents, officers, clocks and failing connections in any order: the ledger holds.

A hundred plays in `make test`; OPENLINE_FIRE_EXAMPLES asks for more, with other dice each time.
"""

from __future__ import annotations

import logging
import os
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.conftest import Clock
from tests.integration import center
from tests.integration.fire import Mail, Outside, Texts, tried_until_done
from tests.integration.ledger_facts import all_facts

from openline.actions import access, chats, clock, conversations, desk, leaving, queues
from openline.actions.acting import SYSTEM, acting_as
from openline.actions.callbacks import attempts, withdrawing
from openline.actions.plugs import plugged
from openline.domain.ledger import violations
from openline.gateways.clock import told_by
from openline.jobs import loop, moving
from openline.records import models

T = TypeVar("T")
EXAMPLES = int(os.environ.get("OPENLINE_FIRE_EXAMPLES", "100"))
REACHED: Counter[str] = Counter()
SAYINGS = (
    center.STRAIGHT_TO_A_PERSON,
    center.RECEIPT,
    "yes",
    "no",
    "agent",
    "my mother is dying, I need an emergency travel document",
    "I missed the call from the officer",
    "where is my case",
    "¿cuándo me llaman?",
    "\x00 ???",
    "thank you, goodbye",
)
SPANS = (timedelta(minutes=5), timedelta(minutes=16), timedelta(minutes=75), timedelta(hours=20), timedelta(days=4))
which = st.integers(0, 5)
# Where the connection ends: mostly nowhere, else at an early or a late statement.
cuts = st.one_of(st.just(0), st.integers(1, 80))


class Center(RuleBasedStateMachine):
    """A center with two agents, one of whom speaks English only, and an officer."""

    def __init__(self) -> None:
        super().__init__()
        self.open = ExitStack()
        self.held = Clock()
        self.open.enter_context(told_by(lambda: self.held.machine))
        self.conversations: list[models.Conversation] = []
        self.said: dict[uuid.UUID, dict[str, str]] = {}
        self.promised: set[uuid.UUID] = set()
        self.live: list[models.Contact] = []
        self.calls: list[models.Callback] = []

    @initialize(
        seed=st.integers(0, 2**16), stage=st.sampled_from(("waiting", "live", "promised", "promised", "missed"))
    )
    def opens(self, seed: int, stage: str) -> None:
        """The play begins at some stage of a journey: left to chance, few would get far into it."""
        _empty_the_tables()
        self.outside = Outside(seed)
        self.open.enter_context(plugged("email", Mail(self.outside)))
        self.open.enter_context(plugged("sms", Texts(self.outside)))
        self.agents = [center.new_seat(), center.new_seat(languages=("en",))]
        self.officer = center.new_seat("tier_2")
        self.chief = center.new_seat("supervisor")
        self._say(self._arrive("en"), center.STRAIGHT_TO_A_PERSON)
        if stage == "waiting":
            return
        contact = center.takes_next(self.agents[0])
        assert contact is not None
        if stage == "live":
            return
        center.identifies(self.agents[0], contact)
        callback = center.escalates(self.agents[0], contact)
        assert isinstance(callback, models.Callback)
        self.promised.add(callback.promise_id)
        if stage == "missed":
            self._moves_to(center.in_the_middle(callback), 0)
            center.calls(self.officer, callback, "none")

    # The public

    @rule(language=st.sampled_from(("en", "es")))
    def somebody_arrives(self, language: str) -> None:
        self._say(self._arrive(language), center.STRAIGHT_TO_A_PERSON)

    @rule(who=which, text=st.sampled_from(SAYINGS), cut=cuts, after=st.booleans(), lost=st.booleans())
    def a_person_says(self, who: int, text: str, cut: int, after: bool, lost: bool) -> None:
        self._say(_of(self.conversations, who), text, cut=cut, after=after, answer_lost=lost)

    @rule(who=which, key=which)
    def a_person_says_the_same_again(self, who: int, key: int) -> None:
        conversation = _of(self.conversations, who)
        said = self.said[conversation.id]
        if said:
            self._say(conversation, *reversed(_of(list(said.items()), key)))

    @rule(who=which, cut=cuts, after=st.booleans())
    def a_person_leaves(self, who: int, cut: int, after: bool) -> None:
        conversation = _of(self.conversations, who)

        def leave() -> None:
            with acting_as(center.Actor.person(conversation.person_id)):
                here = models.Conversation.objects.select_related("contact").get(id=conversation.id)
                leaving.person_leaves(here, clock.now())

        tried_until_done(leave, cut, after=after)

    @rule(who=which, act=st.sampled_from(("person_seen", "leave_keeping_place", "come_back")), cut=cuts)
    def a_person_goes_or_comes(self, who: int, act: str, cut: int) -> None:
        conversation = _of(self.conversations, who)

        def go_or_come() -> None:
            with acting_as(center.Actor.person(conversation.person_id)):
                mine = models.Conversation.objects.select_related("contact", "contact__matter")
                getattr(chats, act)(mine.get(id=conversation.id), clock.now())

        tried_until_done(go_or_come, cut)

    @rule(minutes=st.sampled_from((1, 5)))
    def real_time_passes(self, minutes: int) -> None:
        """Pages that say nothing meanwhile fall silent."""
        self.held.machine_moves(minutes=minutes)

    @precondition(lambda self: self.calls)
    @rule(who=which, cut=cuts)
    def a_person_wants_the_call_again(self, who: int, cut: int) -> None:
        callback = _of(self.calls, who)
        again = tried_until_done(lambda: center.wants_the_call_again(callback), cut)
        if again.callback:
            self.promised.add(again.callback.promise_id)

    @precondition(lambda self: self.calls)
    @rule(who=which, cut=cuts, lost=st.booleans())
    def a_person_takes_the_call_back(self, who: int, cut: int, lost: bool) -> None:
        callback = _of(self.calls, who)

        def take_back() -> None:
            with acting_as(center.Actor.person(callback.promise.person_id)):
                withdrawing.withdraw(callback.id, clock.now())

        tried_until_done(take_back, cut, answer_lost=lost)

    # The staff

    @rule(who=which, cut=cuts, after=st.booleans(), lost=st.booleans())
    def an_agent_takes_the_next(self, who: int, cut: int, after: bool, lost: bool) -> None:
        seat = self._comes_back(_of(self.agents, who))
        tried_until_done(lambda: center.takes_next(seat), cut, after=after, answer_lost=lost)

    @precondition(lambda self: self.live)
    @rule(
        who=which,
        urgency=st.sampled_from(("urgent", "regular", "soon")),
        cut=cuts,
        after=st.booleans(),
        lost=st.booleans(),
    )
    def an_agent_escalates(self, who: int, urgency: str, cut: int, after: bool, lost: bool) -> None:
        contact = _of(self.live, who)
        seat = self._comes_back(contact.seat)
        tried_until_done(lambda: center.identifies(seat, contact), cut, after=after)
        made = tried_until_done(lambda: center.escalates(seat, contact, urgency), cut, after=after, answer_lost=lost)
        if isinstance(made, models.Callback):
            self.promised.add(made.promise_id)

    @precondition(lambda self: self.live)
    @rule(who=which, cut=cuts, after=st.booleans(), lost=st.booleans())
    def an_agent_speaks(self, who: int, cut: int, after: bool, lost: bool) -> None:
        contact = _of(self.live, who)
        key = uuid.uuid4().hex

        def speak() -> None:
            with acting_as(access.actor_of(contact.seat)):
                desk.speak(contact.conversation, contact.seat, "One moment.", clock.now(), message_key=key)

        tried_until_done(speak, cut, after=after, answer_lost=lost)
        self.said[contact.conversation.id][key] = "One moment."

    @precondition(lambda self: self.live)
    @rule(who=which, queue=st.sampled_from(("tier_1", "tier_3", "office", "nowhere")), cut=cuts, lost=st.booleans())
    def an_agent_transfers(self, who: int, queue: str, cut: int, lost: bool) -> None:
        contact = _of(self.live, who)

        def transfer() -> None:
            with acting_as(access.actor_of(contact.seat)):
                here = models.Contact.objects.filter(id=contact.id).first()
                if here:
                    desk.transfer(
                        here, contact.seat, desk.Transfer(queue, urgency="urgent", reason="other"), clock.now()
                    )

        tried_until_done(transfer, cut, answer_lost=lost)

    @precondition(lambda self: self.live)
    @rule(who=which, cut=cuts, after=st.booleans(), lost=st.booleans())
    def an_agent_ends(self, who: int, cut: int, after: bool, lost: bool) -> None:
        contact = _of(self.live, who)
        tried_until_done(lambda: center.ends(contact.seat, contact), cut, after=after, answer_lost=lost)

    @rule(who=which, cut=cuts, lost=st.booleans())
    def an_agent_wraps_up(self, who: int, cut: int, lost: bool) -> None:
        seat = self._comes_back(_of(self.agents, who))

        def wrap_up() -> None:
            with acting_as(access.actor_of(seat)):
                for owed in desk.owed_by(seat):
                    desk.wrap_up(owed.contact, seat, center.WRAPPED_UP, clock.now())

        tried_until_done(wrap_up, cut, answer_lost=lost)

    @rule(who=which, cut=cuts, lost=st.booleans())
    def the_supervisor_takes_over(self, who: int, cut: int, lost: bool) -> None:
        conversation = _of(self.conversations, who)
        chief = self._comes_back(self.chief)

        def take_over() -> None:
            with acting_as(access.actor_of(chief)):
                here = models.Contact.objects.filter(id=conversation.contact_id).first()
                if here:
                    desk.watch(here, chief, clock.now())
                    desk.take_over(here, chief, clock.now())

        tried_until_done(take_over, cut, answer_lost=lost)

    @rule(who=which)
    def somebody_of_the_staff_vanishes(self, who: int) -> None:
        with acting_as(SYSTEM):
            seat = _of([*self.agents, self.officer, self.chief], who)
            queues.heard_of(seat, self.held.machine - timedelta(days=1))

    @precondition(lambda self: self.calls)
    @rule(who=which, cut=cuts, lost=st.booleans())
    def the_officer_claims_a_call(self, who: int, cut: int, lost: bool) -> None:
        callback = _of(self.calls, who)

        def claim() -> None:
            with acting_as(access.actor_of(self.officer)):
                item = models.WorkItem.objects.filter(promise_id=callback.promise_id, state="waiting").first()
                if item:
                    queues.claim_this(self.officer, item.id, clock.now())

        tried_until_done(claim, cut, answer_lost=lost)

    @precondition(lambda self: self.calls)
    @rule(
        who=which,
        answer=st.sampled_from(("spoken", "voicemail", "none", "none")),
        in_time=st.booleans(),
        cut=cuts,
        after=st.booleans(),
        lost=st.booleans(),
    )
    def the_officer_calls(self, who: int, answer: str, in_time: bool, cut: int, after: bool, lost: bool) -> None:
        callback = _of(self.calls, who)
        moment = callback.second_from or callback.planned_from
        if in_time and moment > self.held.now:
            self._moves_to(moment + timedelta(minutes=1), 0)

        def call() -> None:
            with suppress(attempts.NotNow, models.Callback.DoesNotExist):
                center.calls(self.officer, callback, answer)

        tried_until_done(call, cut, after=after, answer_lost=lost)

    @precondition(lambda self: self.calls)
    @rule(who=which, cut=cuts, lost=st.booleans())
    def the_officer_writes(self, who: int, cut: int, lost: bool) -> None:
        callback = _of(self.calls, who)

        def write() -> None:
            with acting_as(access.actor_of(self.officer)):
                here = models.Callback.objects.select_related("promise", "matter").filter(id=callback.id).first()
                if here:  # a matter sealed to a tier above is not there for this officer
                    attempts.answer_by_email(here, self.officer, "It was sent.", clock.now())

        tried_until_done(write, cut, answer_lost=lost)

    # Time

    @rule(span=st.sampled_from(SPANS), cut=cuts)
    def time_passes(self, span: timedelta, cut: int) -> None:
        self._moves_to(self.held.now + span, cut)

    # What must hold

    @invariant()
    def looks_around(self) -> None:
        """Whom the next rules can be about, read once for all of them."""
        if not hasattr(self, "outside"):
            return
        with acting_as(SYSTEM):
            live = models.Contact.objects.filter(conversation__status="live").select_related("seat", "conversation")
            self.live = list(live.order_by("started_at"))
            calls = models.Callback.objects.select_related("promise", "matter")
            self.calls = list(calls.order_by("promise__made_at", "id"))

    def teardown(self) -> None:
        try:
            if hasattr(self, "outside"):
                self._settles()
                assert [str(finding) for finding in center.findings()] == []
                with acting_as(SYSTEM):
                    assert violations(all_facts()) == []
                self._nothing_was_lost()
        finally:
            self.open.close()

    def _settles(self) -> None:
        """The systems outside work again, and what failed is tried again; a second or two pass."""
        self.outside.well = True
        for _ in range(20):
            self.held.machine_moves(seconds=200)
            if not loop.run_once():
                break

    def _nothing_was_lost(self) -> None:
        with acting_as(SYSTEM):
            kept = models.Message.objects.exclude(message_key=None).values_list(
                "conversation_id", "message_key", "text"
            )
            found = {(conversation, key): text for conversation, key, text in kept}
            times = Counter((conversation, key) for conversation, key, _ in kept)
            promises = set(models.Promise.objects.values_list("id", flat=True))
            REACHED.update(models.Promise.objects.values_list("outcome", flat=True))
            REACHED.update(models.Conversation.objects.values_list("status", flat=True))
            REACHED.update(models.Alert.objects.values_list("kind", flat=True))
            REACHED.update(models.Decision.objects.values_list("kind", flat=True))
        for conversation, said in self.said.items():
            for key, text in said.items():
                assert times[conversation, key] == 1
                assert found[conversation, key] == conversations.readable(text)
        assert self.promised <= promises

    # How the rules act

    def _arrive(self, language: str) -> models.Conversation:
        conversation = center.arrives(language)
        self.conversations.append(conversation)
        self.said[conversation.id] = {}
        return conversation

    def _say(
        self, conversation: models.Conversation, text: str, key: str | None = None, cut: int = 0, **trouble: bool
    ) -> None:
        key = key or uuid.uuid4().hex
        try:
            tried_until_done(lambda: center.says(conversation, text, key), cut, **trouble)
        except conversations.ConversationEnded:
            return
        self.said[conversation.id][key] = text

    def _comes_back(self, seat: models.Seat) -> models.Seat:
        with acting_as(SYSTEM):
            queues.heard_of(seat, self.held.machine)
        return seat

    def _moves_to(self, moment: Any, cut: int) -> None:
        tried_until_done(lambda: moving.advance_to(max(moment, center.now())), cut)


def _of(list_: list[T], which_one: int) -> T:
    return list_[which_one % len(list_)]


def _empty_the_tables() -> None:
    tables = ", ".join(model._meta.db_table for model in apps.get_app_config("records").get_models())
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} CASCADE")


@pytest.fixture
def quiet() -> Iterator[None]:
    """Failures are provoked here by the hundred: their log would hide the one that matters."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(600 if EXAMPLES <= 100 else 0)
def test_no_order_of_events_and_no_broken_connection_loses_a_message_or_a_promise(quiet: None) -> None:
    run: Callable[..., None] = run_state_machine_as_test
    run(
        Center,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=10,
            deadline=None,
            database=None,
            derandomize=EXAMPLES <= 100,
            # A dozen steps can be read as they are; making them fewer would take minutes.
            phases=(Phase.generate,) if EXAMPLES <= 100 else tuple(Phase),
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(dict(REACHED))
