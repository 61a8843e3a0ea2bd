"""The API of version 1, described at openapi.json."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema

from openline.channels.api import cases, conversations, matters, problems
from openline.channels.api.limits import JsonOnly
from openline.channels.api.problems import Problem
from openline.ui.doors import PUBLIC, open_to

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


class Api(NinjaAPI):
    """Ninja's, with problem documents under their own content type and every address marked for the gatekeeper."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**kwargs)
        for path in schema["paths"].values():
            for operation in path.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "content" in answer:
                        answer["content"] = {problems.CONTENT_TYPE: answer["content"]["application/json"]}
        return schema

    def _get_urls(self) -> list[Any]:
        # The gatekeeper lets everyone in; who may do what, each operation declares (`doors.declared`).
        found = super()._get_urls()
        for pattern in found:
            if isinstance(pattern, URLPattern):
                pattern.callback = open_to(PUBLIC)(_without_pages(pattern.callback))
        return found


def _without_pages(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, whose plain refusal of a method becomes a problem document too."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            return problems.answer(request, Problem("not_found"))
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        return problems.answer(request, Problem("wrong_method", headers={"Allow": response["Allow"]}))

    answer.csrf_exempt = True  # type: ignore[attr-defined]  # tokens travel in a header that no form can send
    return answer


api = Api(
    title="Openline",
    version="1",
    description="A contact center that keeps its promises. Times carry their offset; errors are problem documents "
    "(RFC 9457) in the reader's language by Accept-Language.",
    docs_url=None,
    parser=JsonOnly(),
    urls_namespace="api",
)
problems.handle_on(api)
anything_else = Router()


@anything_else.api_operation(METHODS, "/{path:rest}", include_in_schema=False, auth=None)
def nothing_here(request: HttpRequest, rest: str) -> Any:
    """Any other address: a problem document, as everywhere here."""
    raise Problem("not_found")


for router in (conversations.router, cases.router, matters.router, anything_else):
    api.add_router("", router)
