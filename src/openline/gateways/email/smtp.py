"""Mail handed to a mail server over SMTP."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field

from openline.gateways.email.port import (
    AddressRefused,
    HandedOver,
    MailRefused,
    MailSystemUnavailable,
    OutgoingEmail,
    as_message,
    message_id_of,
)

SIGN_IN_WANTED = 530  # RFC 4954: said of us, not of the address


@dataclass(frozen=True, slots=True)
class SmtpEmail:
    """A mail server at `host` and `port`; with `starttls` nothing is sent over a plain connection.

    The Message-ID comes from the key, so that a message handed over twice after a broken connection is one
    message to whoever receives it. Every step waits at most `timeout` seconds.
    """

    host: str
    port: int
    starttls: bool = False
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = 10.0
    own_name: str = "localhost"

    def send(self, email: OutgoingEmail) -> HandedOver:
        """Hand over; raises AddressRefused, MailRefused or MailSystemUnavailable."""
        message = as_message(email)
        try:
            server = self._connect()
            try:
                server.send_message(message)
            finally:
                with suppress(OSError, smtplib.SMTPException):
                    server.quit()
                server.close()
        except smtplib.SMTPRecipientsRefused as refused:
            code = next(iter(refused.recipients.values()))[0]
            if code < 500 or code == SIGN_IN_WANTED:
                raise MailSystemUnavailable(f"the mail server put the address off with {code}") from refused
            raise AddressRefused(f"the mail server refused the address with {code}") from refused
        except smtplib.SMTPDataError as refused:
            if refused.smtp_code >= 500:
                raise MailRefused(f"the mail server refused the message with {refused.smtp_code}") from refused
            raise MailSystemUnavailable(f"the mail server put the message off with {refused.smtp_code}") from refused
        except (OSError, smtplib.SMTPException) as problem:
            raise MailSystemUnavailable(
                f"the mail server did not take the message: {type(problem).__name__}"
            ) from problem
        return HandedOver(message_id_of(email.key, email.sender))

    def _connect(self) -> smtplib.SMTP:
        server = smtplib.SMTP(self.host, self.port, local_hostname=self.own_name, timeout=self.timeout)
        try:
            if self.starttls:
                server.starttls(context=ssl.create_default_context())
            if self.username is not None:
                server.login(self.username, self.password or "")
        except BaseException:
            server.close()
            raise
        return server
