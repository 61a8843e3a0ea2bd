"""The driver that goes straight to the actions: as the pages do, without them."""

from __future__ import annotations

import uuid
from datetime import time

from openline.actions import access, clock, conversations, desk, identity, queues, reopening
from openline.actions.acting import SYSTEM, Actor, acting_as
from openline.actions.callbacks import attempts, escalating, waiting_for_person
from openline.conversation import Keys, Silence, Utterance
from openline.domain.callback_attempts import Answer
from openline.records import models
from tests.stories import looking
from tests.stories.driver import Escalation, Identity, Refusal


class ByActions:
    """See `Driver`. What is shown on pages it cannot see; such steps are played over HTTP."""

    def __init__(self, seats: dict[str, models.Seat]) -> None:
        self.seats = seats

    def get_in_touch(self, channel: str, language: str, called_from: str) -> None:
        with acting_as(SYSTEM):
            now = clock.now()
            person = conversations.arrive(language, now)
        self.person_id = person.id
        with acting_as(Actor.person(person.id)):
            conversations.start(person, channel, language, now, called_from=called_from)

    def _turn(self, event: object) -> None:
        conversation = looking.conversation_of(self.person_id)
        now = looking.as_system(clock.now)
        conversations.take_turn(
            conversation.id, event, Actor.person(self.person_id), now, message_key=uuid.uuid4().hex
        )

    def say(self, text: str) -> None:
        self._turn(Utterance(text))

    def press(self, keys: str) -> None:
        self._turn(Keys(keys))

    def stay_silent(self) -> None:
        self._turn(Silence())

    def claim(self, tier: str) -> bool:
        with acting_as(access.actor_of(self.seats[tier])):
            return desk.take_next_contact(self.seats[tier], clock.now()) is not None

    def _contact(self) -> models.Contact:
        return looking.conversation_of(self.person_id).contact

    def verify(self, tier: str, told: Identity) -> None:
        seat = self.seats[tier]
        given = identity.Told(
            told.standing,
            told.receipt_number,
            told.given_name,
            told.family_name,
            told.date_of_birth,
            told.representative_name,
        )
        compared = identity.compare(given, seat)
        with acting_as(access.actor_of(seat)):
            identity.record_check(self._reread(), seat, given, compared, clock.now())

    def _reread(self) -> models.Contact:
        mine = models.Conversation.objects.filter(person_id=self.person_id).order_by("-contact__started_at")
        return models.Contact.objects.get(id=mine.values_list("contact_id", flat=True)[0])

    def speak(self, tier: str, text: str) -> None:
        with acting_as(access.actor_of(self.seats[tier])):
            desk.speak(self._reread().conversation, self.seats[tier], text, clock.now())

    def escalate(self, tier: str, escalation: Escalation) -> Refusal:
        seat = self.seats[tier]
        with acting_as(access.actor_of(seat)):
            receipt_number = access.checked_receipt(self._reread())
        zone = access.filing_zone(receipt_number)
        asked = escalating.Asked(
            urgency=escalation.urgency,
            reason=escalation.reason,
            note=escalation.note,
            numbers=escalation.numbers,
            email=escalation.email,
            stated_zone=escalation.stated_zone,
            accepted_hour=time.fromisoformat(escalation.accepted_hour) if escalation.accepted_hour else None,
            earlier_is_fine=escalation.earlier_is_fine,
        )
        with acting_as(access.actor_of(seat)):
            done = escalating.escalate_contact(self._reread(), seat, asked, zone, clock.now())
        return Refusal(dict(done.fields)) if isinstance(done, escalating.Refused) else Refusal()

    def transfer(self, tier: str, queue: str) -> bool:
        with acting_as(access.actor_of(self.seats[tier])):
            return desk.transfer(self._reread(), self.seats[tier], queue, clock.now())

    def end(self, tier: str) -> None:
        with acting_as(access.actor_of(self.seats[tier])):
            desk.end_contact(self._reread(), self.seats[tier], "done", clock.now())

    def _callback(self) -> models.Callback:
        found = models.Callback.objects.filter(promise__person_id=self.person_id)
        return found.select_related("promise", "matter", "matter__person").order_by("-promise__made_at")[0]

    def call(self, tier: str, answer: str) -> Refusal:
        try:
            with acting_as(access.actor_of(self.seats[tier])):
                attempts.record_attempt(self._callback(), self.seats[tier], Answer(answer), clock.now())
        except attempts.NotNow as refused:
            return Refusal({"attempt": refused.decision.outcome.word.value})
        return Refusal()

    def answer_by_email(self, tier: str, text: str) -> Refusal:
        with acting_as(access.actor_of(self.seats[tier])):
            sent = attempts.answer_by_email(self._callback(), self.seats[tier], text, clock.now())
        return Refusal() if sent else Refusal({"email": "no_address"})

    def reopen_by(self, link: str) -> None:
        matter_id = waiting_for_person.matter_of_link(link.rstrip("/").rsplit("/", 1)[-1])
        with acting_as(SYSTEM):
            reopening.reopen(models.Matter.objects.get(id=matter_id), clock.now())

    def person_sees(self) -> str:
        conversation = looking.conversation_of(self.person_id)
        return " ".join(message.text for message in looking.messages_after(conversation, 0))

    def my_contacts(self) -> str:
        raise NotImplementedError

    def download(self, form: str) -> str:
        raise NotImplementedError

    def desk_sees(self, tier: str) -> str:
        raise NotImplementedError

    def callback_sees(self, tier: str) -> str:
        raise NotImplementedError


def seat_of(tier: str, languages: tuple[str, ...], ordinal: int = 1) -> models.Seat:
    """A staff member of a tier with a sign-in of their own, who serves the lanes of their tier."""
    names = ("Tamsin", "Orrin", "Maristel", "Berwick", "Calloway", "Desmara", "Ellister")
    with acting_as(SYSTEM):
        login = models.Login.objects.create_user(f"{tier}.{ordinal}@example.org")
        seat = models.Seat.objects.create(
            login=login,
            name=names[models.Seat.objects.count() % len(names)],
            agent_id=f"{tier.upper().replace('_', '')}-{ordinal:04}",
            tier=tier,
            languages=list(languages),
        )
        queues.serve_lanes(seat)
        queues.heard_of(seat, looking.machine_now())
    return seat
