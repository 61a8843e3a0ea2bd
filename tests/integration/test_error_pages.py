"""What is shown when something is not there or broke: in the person's language, telling nothing, without a database."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path
from django.utils import translation

from openline.channels.portal import errors

SECRET = "MSC2607091001"


def breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(f"no room for {request.GET['number']}")


urlpatterns = [path("breaks/", breaks), path("", include("openline.project.urls"))]
handler500 = "openline.channels.portal.errors.broken"


@pytest.mark.parametrize(
    ("answer", "status"),
    [(errors.broken, 500), (errors.not_found, 404), (errors.refused, 403), (errors.bad_request, 400)],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_needs_no_database_and_leads_onward(answer: Any, status: int, language: str) -> None:
    with translation.override(language):  # a test without the mark for the database may not use one
        shown = answer(RequestFactory().get("/anything/"))
    page = shown.content.decode()
    assert shown.status_code == status
    assert f'<html lang="{language}">' in page
    assert 'href="/"' in page and 'href="/assistant/"' in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("language", "said"), [("en", "Something broke on our side"), ("es", "Algo falló de nuestro lado")]
)
def test_what_broke_is_told_in_the_persons_language_and_names_nothing(language: str, said: str) -> None:
    browser = Client(raise_request_exception=False, headers={"accept-language": language})
    shown = browser.get("/breaks/", {"number": SECRET})
    assert shown.status_code == 500
    page = shown.content.decode()
    assert said in page
    assert SECRET not in page and "RuntimeError" not in page and "Traceback" not in page
