"""What a request may hold, and from whom it comes where guessing matters."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.parser import Parser

from openline.channels.api.problems import Problem

LARGEST_BODY = 64 * 1024
IN_AN_HOUR = {"Retry-After": "3600"}


class JsonOnly(Parser):
    """JSON of a bounded size under its own content type, and nothing else."""

    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type != "application/json":
            raise Problem("not_json_type")
        if len(request.body) > LARGEST_BODY:
            raise Problem("too_large")
        return json.loads(request.body.decode("utf-8"), parse_constant=_no_number)


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no JSON")


def client_of(request: HttpRequest) -> str:
    """The address that a client comes from; behind a proxy, the header that the installation names.

    It is only ever kept as a hash, see `matter_access.too_often`.
    """
    named = getattr(settings, "OPENLINE_CLIENT_ADDRESS_HEADER", "")
    told = request.headers.get(named, "") if named else ""
    return told.strip() or request.META.get("REMOTE_ADDR", "")
