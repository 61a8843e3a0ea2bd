"""What stands behind each port: the real system, or the synthetic one beside it. Chosen in the settings."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from openline.conversation.understanding import Understanding
from openline.gateways.choosing import Choosing, LanguageModelChooser, NoChooser
from openline.gateways.choosing.language_model import Endpoint
from openline.gateways.email import LocalInboxEmail, SmtpEmail
from openline.gateways.retrieval import LexicalRetrieval, Retrieval
from openline.gateways.sms import HttpSms, LocalInboxSms
from openline.gateways.synthetic_agency import Faulty, synthetic_agency
from openline.gateways.understanding import TrainedUnderstanding, load_sayings
from openline.policy import load_pack
from openline.project.places import model_folders


def synthetic_case_status() -> Faulty:
    """The invented agency's case status system; the demo can make it misbehave."""
    return Faulty(synthetic_agency(Path(settings.OPENLINE_AGENCY)))


def synthetic_case_records() -> Faulty:
    return Faulty(synthetic_agency(Path(settings.OPENLINE_AGENCY)))


def local_inbox_email() -> LocalInboxEmail:
    return LocalInboxEmail(settings.OPENLINE_DATA / "inbox" / "email")


def local_inbox_sms() -> LocalInboxSms:
    return LocalInboxSms(settings.OPENLINE_DATA / "inbox" / "text")


def smtp_email() -> SmtpEmail:
    """The mail system that OPENLINE_SMTP_HOST, _PORT, _USER, _PASSWORD and _STARTTLS name."""
    return SmtpEmail(
        host=os.environ["OPENLINE_SMTP_HOST"],
        port=int(os.environ.get("OPENLINE_SMTP_PORT", "587")),
        username=os.environ.get("OPENLINE_SMTP_USER"),
        password=os.environ.get("OPENLINE_SMTP_PASSWORD"),
        starttls=os.environ.get("OPENLINE_SMTP_STARTTLS", "yes") == "yes",
    )


def http_sms() -> HttpSms:
    """The text gateway at OPENLINE_SMS_URL, under OPENLINE_SMS_TOKEN."""
    return HttpSms(url=os.environ["OPENLINE_SMS_URL"], token=os.environ["OPENLINE_SMS_TOKEN"])


def understanding() -> Understanding:
    """What the pack's sayings teach; trained by `make setup` or at the first start, and kept."""
    folder = Path(settings.OPENLINE_AGENCY)
    sayings = load_sayings(folder, load_pack(folder).agency.languages)
    return TrainedUnderstanding.ready(sayings, *model_folders(settings.OPENLINE_DATA))


def retrieval() -> Retrieval:
    """How articles are found by words."""
    return LexicalRetrieval()


def choosing() -> Choosing:
    """The language model at OPENLINE_CHOOSER_URL with _MODEL, _TOKEN and _TIMEOUT; without an address there is none."""
    if not os.environ.get("OPENLINE_CHOOSER_URL"):
        return NoChooser()
    return LanguageModelChooser(
        Endpoint(
            url=os.environ["OPENLINE_CHOOSER_URL"],
            model=os.environ.get("OPENLINE_CHOOSER_MODEL", ""),
            token=os.environ.get("OPENLINE_CHOOSER_TOKEN", ""),
            seconds=float(os.environ.get("OPENLINE_CHOOSER_TIMEOUT", "2")),
        )
    )
