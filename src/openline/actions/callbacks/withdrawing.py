"""The person takes back their wish for a call."""

from __future__ import annotations

import uuid
from datetime import datetime

from openline.actions import ledger, notices
from openline.domain.decision import Decision
from openline.domain.promises import PromiseOutcome
from openline.records import models


def withdraw(callback_id: uuid.UUID, now: datetime) -> bool:
    """Ends an open promise as withdrawn, with the person's own word as its proof; False when it is over already.

    Acts as the person. An officer who is on the phone at that moment keeps the outcome that they record first.
    """
    callback = models.Callback.objects.get(id=callback_id)
    matter = models.Matter.objects.select_for_update().get(id=callback.matter_id)
    promise = models.Promise.objects.select_for_update().get(id=callback.promise_id)
    if promise.state != "open":
        return False
    decision = ledger.record_decision(
        "callback_withdrawn", Decision("withdrawn_by_person", (), {}), now, matter=matter, promise=promise
    )
    notices.withdraw_waiting(now, kinds=("callback_ahead", "callback_promised"), promise=promise)
    ledger.close_promise(promise, PromiseOutcome.WITHDRAWN, proof_kind="decision", proof_id=decision.id, now=now)
    ledger.settle_matter(matter, now)
    return True
