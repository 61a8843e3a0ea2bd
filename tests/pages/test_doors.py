"""Every page says who may open it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from openline.project.gatekeeper import who_may_open


def _views(resolver: URLResolver) -> Iterator[tuple[str, Any]]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _views(each)
        elif isinstance(each, URLPattern):
            yield str(each.pattern), each.callback


def test_every_page_declares_who_may_open_it() -> None:
    for _address, view in _views(get_resolver()):
        assert who_may_open(view)
