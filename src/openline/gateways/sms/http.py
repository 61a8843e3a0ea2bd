"""Texts handed to a text gateway over HTTP; its interface is described in docs/how-to/connect-a-text-gateway.md."""

from __future__ import annotations

from dataclasses import dataclass, field

import httpx

from openline.gateways.sms.port import HandedOver, NumberRefused, OutgoingText, SmsSystemUnavailable

TAKEN = frozenset({200, 201, 202})
NUMBER_AT_FAULT = 422


@dataclass(frozen=True, slots=True)
class HttpSms:
    """A text gateway at `url`, which takes POST `<url>/messages`; `sender` is the number that it sends from.

    The key travels as `Idempotency-Key`: after a broken connection the same text is handed over again and
    sent once. Redirects are not followed, so that the token stays with whom it is for.
    """

    url: str
    token: str = field(repr=False)
    sender: str | None = None
    timeout: float = 10.0

    def send(self, text: OutgoingText) -> HandedOver:
        """Hand over; raises NumberRefused or SmsSystemUnavailable."""
        content = {"to": text.to, "body": text.body} | ({"from": self.sender} if self.sender else {})
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": text.key}
        try:
            reply = httpx.post(f"{self.url.rstrip('/')}/messages", json=content, headers=headers, timeout=self.timeout)
        except httpx.HTTPError as problem:
            raise SmsSystemUnavailable(f"the text gateway did not answer: {type(problem).__name__}") from problem
        if reply.status_code == NUMBER_AT_FAULT:
            raise NumberRefused(f"the text gateway refused the number: {_word(reply, 'reason') or 'no reason given'}")
        if reply.status_code not in TAKEN:
            raise SmsSystemUnavailable(f"the text gateway answered {reply.status_code}")
        message_id = _word(reply, "id")
        if not message_id:
            raise SmsSystemUnavailable("the text gateway took the text without giving an id")
        return HandedOver(message_id)


def _word(reply: httpx.Response, name: str) -> str:
    try:
        content = reply.json()
    except ValueError:
        return ""
    value = content.get(name) if isinstance(content, dict) else None
    return value[:200] if isinstance(value, str) else ""
