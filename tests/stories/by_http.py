"""The driver that opens the pages and sends their forms, as a browser without JavaScript does.

A form is sent with what the page put into it; a field that the page does not have cannot be answered. Which
contact or callback a page is about is learned from the records, as a person learns it from the page's list.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.urls import reverse
from tests.stories import looking
from tests.stories.driver import Escalation, Identity, Refusal
from tests.stories.page import Page

from openline.actions import clock
from openline.desks.agent.forms import REFUSALS, TRANSFER_REFUSALS, WRAP_UP_REFUSALS
from openline.records import models

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGES = {"assistant": ("assistant", "assistant-turn"), "typed_voice": ("typed-phone", "typed-phone-turn")}
FINE = {200, 422, 503}


class ByHttp:
    """See `Driver`. One browser for the person, one for each seat."""

    def __init__(self, seats: dict[str, models.Seat]) -> None:
        self.seats = seats
        self.browser = Client()
        self.desks: dict[str, Client] = {}

    # What everybody does: open a page, send a form

    def _open(self, browser: Client, path: str) -> Page:
        answer = browser.get(path, follow=True)
        assert answer.status_code == 200, f"{path} answers {answer.status_code}"
        return Page(answer.content.decode())

    def _send(
        self,
        browser: Client,
        page: Page,
        action: str,
        answers: Mapping[str, str] | None = None,
        button: tuple[str, str] | None = None,
        *,
        go_to: str = "",
    ) -> Any:
        sent = page.form(action).filled(answers or {}, button)
        answer = browser.post(go_to or action, sent, follow=True)
        assert answer.status_code in FINE, f"{action} answers {answer.status_code}"
        return answer

    # The person

    def get_in_touch(self, channel: str, language: str, called_from: str) -> None:
        self.browser = Client(headers={"accept-language": language})
        known = looking.as_system(lambda: list(models.Person.objects.values_list("id", flat=True)))
        self.shows, self.turns = (reverse(name) for name in PAGES[channel])
        page = self._open(self.browser, self.shows)
        if channel == "typed_voice":
            number = {"called_from": called_from} if called_from else {}
            self._send(self.browser, page, self.turns, number, ("act", "call"))
        self.person_id = looking.newest_person(known)

    def get_in_touch_again(self, channel: str) -> None:
        """The same browser, another conversation."""
        self.shows, self.turns = (reverse(name) for name in PAGES[channel])
        page = self._open(self.browser, self.shows)
        if channel == "typed_voice":
            if ("act", "call") not in page.form(self.turns).buttons:
                self._send(self.browser, page, self.turns, {}, ("act", "hang_up"))
                page = self._open(self.browser, self.shows)
            self._send(self.browser, page, self.turns, {}, ("act", "call"))
            return
        end = reverse("assistant-end")
        if "then" not in page.form(end).values:
            self._send(self.browser, page, end)
            page = self._open(self.browser, self.shows)
        self._send(self.browser, page, end)

    def _turn(self, field: str, value: str) -> None:
        page = self._open(self.browser, self.shows)
        form = next((f for f in page.forms if f.action == self.turns and field in f.names), None)
        assert form is not None, f"the page does not ask {field}: {page.text[-1500:]}"
        answer = self.browser.post(self.turns, form.filled({field: value}), follow=True)
        assert answer.status_code == 200, f"the turn was answered with {answer.status_code}"

    def say(self, text: str) -> None:
        self._turn("text", text)

    def press(self, keys: str) -> None:
        page = self._open(self.browser, self.shows)
        for form in page.forms:
            if form.action == self.turns and ("keys", keys) in form.buttons:
                self.browser.post(self.turns, form.filled({}, ("keys", keys)), follow=True)
                return
        raise AssertionError(f"no button {keys!r} on {[f.buttons for f in page.forms if f.action == self.turns]}")

    def stay_silent(self) -> None:
        page = self._open(self.browser, self.shows)
        form = next((f for f in page.forms if ("act", "silence") in f.buttons), None)
        assert form is not None, "this channel hears no silence"
        self.browser.post(self.turns, form.filled({}, ("act", "silence")), follow=True)

    def leave_the_line(self) -> None:
        self._sign("leave")

    def come_back_to_the_line(self) -> None:
        self._sign("back")

    def _sign(self, act: str) -> None:
        action = reverse("assistant-leave")
        self._send(self.browser, self._open(self.browser, self.shows), action, {}, ("act", act))

    def person_sees(self) -> str:
        return self._open(self.browser, self.shows).text

    def my_contacts(self) -> str:
        return self._open(self.browser, reverse("my-contacts")).text

    def download(self, form: str) -> str:
        if form == "ics":
            callback = looking.callback_of(self.person_id)
            answer = self.browser.get(reverse("my-contacts-ics", args=[callback.id]))
        else:
            answer = self.browser.get(reverse("my-contacts-csv"))
        assert answer.status_code == 200, f"my contacts as {form} answers {answer.status_code}"
        return answer.content.decode().replace("\r\n ", "")

    def reopen_by(self, link: str) -> None:
        path = urlsplit(link).path
        page = self._open(self.browser, path)
        buttons = [form for form in page.forms if form.action in ("", path) and form.method == "post"]
        assert buttons, f"nothing can be pressed behind the link: {page.text}"
        answer = self.browser.post(path, buttons[0].filled({}), follow=True)
        assert answer.status_code == 200, f"the link answers {answer.status_code}"

    def case_status_page(self, receipt_number: str) -> str:
        page = self._open(self.browser, reverse("case-status"))
        form = next(form for form in page.forms if "receipt_number" in form.names)
        answer = self.browser.post(reverse("case-status"), form.filled({"receipt_number": receipt_number}))
        return Page(answer.content.decode()).text

    # The staff

    def _desk(self, tier: str) -> Client:
        if tier not in self.desks:
            login = looking.as_system(lambda: models.Login.objects.get(seat=self.seats[tier]))
            self.desks[tier] = Client()
            self.desks[tier].force_login(login, backend=BACKEND)
        return self.desks[tier]

    def _contact_id(self) -> Any:
        return looking.conversation_of(self.person_id).contact_id

    def _desk_page(self, tier: str) -> Page:
        return self._open(self._desk(tier), reverse("desk-contact", args=[self._contact_id()]))

    def claim(self, tier: str) -> bool:
        page = self._open(self._desk(tier), reverse("desk"))
        if not page.has_form(reverse("desk-claim")):
            return False
        self._send(self._desk(tier), page, reverse("desk-claim"))
        return looking.held_by(self.seats[tier])

    def desk_sees(self, tier: str) -> str:
        """The contact as this desk may open it; what is not there for this tier gives no text."""
        answer = self._desk(tier).get(reverse("desk-contact", args=[self._contact_id()]), follow=True)
        assert answer.status_code in (200, 403, 404), f"the desk answers {answer.status_code}"
        return Page(answer.content.decode()).text if answer.status_code == 200 else ""

    def verify(self, tier: str, identity: Identity) -> None:
        born = identity.date_of_birth
        answers = {
            "standing": identity.standing,
            "receipt_number": identity.receipt_number,
            "given_name": identity.given_name,
            "family_name": identity.family_name,
            "date_of_birth": born.isoformat() if born else "",
            "representative_name": identity.representative_name,
        }
        action = reverse("desk-identify", args=[self._contact_id()])
        self._send(self._desk(tier), self._desk_page(tier), action, answers)

    def speak(self, tier: str, text: str) -> None:
        action = reverse("desk-say", args=[self._contact_id()])
        self._send(self._desk(tier), self._desk_page(tier), action, {"text": text})

    def escalate(self, tier: str, escalation: Escalation) -> Refusal:
        page = self._desk_page(tier)
        action = reverse("desk-escalate", args=[self._contact_id()])
        if not page.has_form(action):
            return Refusal({"identity": "identity_first"})
        answers = {
            "urgency": escalation.urgency,
            "reason": escalation.reason,
            "note": escalation.note,
            "email": escalation.email,
            "stated_zone": escalation.stated_zone,
            "accepted_hour": escalation.accepted_hour,
        }
        answers |= {f"number_{place}": number for place, number in enumerate(escalation.numbers, start=1)}
        if escalation.earlier_is_fine:
            answers["earlier_is_fine"] = "on"
        if not escalation.urgency:
            del answers["urgency"]
        answer = self._send(self._desk(tier), page, action, answers)
        return _refused(answer, "escalate_form")

    def transfer(self, tier: str, wish: Mapping[str, str]) -> Refusal | None:
        action = reverse("desk-transfer", args=[self._contact_id()])
        page = self._desk_page(tier)
        if not page.has_form(action) or wish["to"] not in page.form(action).choices.get("queue", []):
            return None
        answers = {("queue" if name == "to" else name): told for name, told in wish.items()}
        answer = self._send(self._desk(tier), page, action, answers)
        if answer.status_code == 200:
            return Refusal()
        words = {str(sentence): word for word, sentence in TRANSFER_REFUSALS.items()}
        return Refusal({"transfer": words[answer.context["refusal"].text]}, stays=tuple(wish.values()))

    def end(self, tier: str, wrap_up: dict[str, str]) -> Refusal:
        action = reverse("desk-end", args=[self._contact_id()])
        page = self._desk_page(tier)
        answers = dict(wrap_up)
        if "reasons" not in answers:
            answers["reasons"] = page.form(action).choices["reasons"][0]
        if not answers.get("self_help", "") and not page.form(action).values.get("self_help"):
            answers["self_help"] = page.form(action).choices["self_help"][-1]
        return _refused(self._send(self._desk(tier), page, action, answers), "wrap_up_form")

    def _callback_page(self, tier: str) -> tuple[models.Callback, Page]:
        callback = looking.callback_of(self.person_id)
        listed = self._desk(tier).get(reverse("callbacks"), {"whose": "all"}, follow=True)
        assert listed.status_code == 200, f"the callbacks answer {listed.status_code}"
        path = reverse("callback", args=[callback.id])
        return callback, self._open(self._desk(tier), path)

    def callback_sees(self, tier: str) -> str:
        return self._callback_page(tier)[1].text

    def callbacks_listed(self, tier: str) -> str:
        answer = self._desk(tier).get(reverse("callbacks"), {"whose": "all"}, follow=True)
        return Page(answer.content.decode()).text

    def call(self, tier: str, answer: str) -> Refusal:
        callback, page = self._callback_page(tier)
        action = reverse("callback-attempt", args=[callback.id])
        if not page.has_form(action):
            return Refusal({"attempt": "no_attempt_left"})
        before = len(looking.attempts_of(callback))
        result = self._send(self._desk(tier), page, action, {}, ("answer", answer))
        if len(looking.attempts_of(callback)) > before:
            return Refusal()
        assert result.status_code == 422, "nothing was recorded, and nothing was refused"
        told = str(result.context["refusal"].text)
        return Refusal({"attempt": looking.why_no_call(callback, self.now())}, told)

    def answer_by_email(self, tier: str, text: str) -> Refusal:
        callback, page = self._callback_page(tier)
        action = reverse("callback-email", args=[callback.id])
        if not page.has_form(action):
            return Refusal({"email": "no_address"})
        answer = self._send(self._desk(tier), page, action, {"body": text})
        return Refusal() if answer.status_code == 200 else Refusal({"email": "no_address"})

    def now(self) -> datetime:
        return looking.as_system(clock.now)


def _refused(answer: Any, form_name: str) -> Refusal:
    """The words for which a form came back; a browser shows the sentence of each beside its field."""
    if answer.status_code == 200:
        return Refusal()
    shown = Page(answer.content.decode()).text
    words = {str(sentence): word for word, sentence in reversed(REFUSALS.items())}
    words |= {str(sentence): word for word, (_field, sentence) in reversed(WRAP_UP_REFUSALS.items())}
    fields: dict[str, str] = {}
    for name, sentences in answer.context[form_name].errors.items():
        for sentence in sentences:
            assert " ".join(sentence.split()) in shown, f"the refusal of {name} is not shown"
            if name not in fields or sentence in words:
                fields[name] = words.get(sentence, sentence)
    page = Page(answer.content.decode())
    return Refusal(fields, shown, tuple(value for form in page.forms for value in form.values.values()))
