"""Renders every page in Chromium, narrow and wide, in both languages: pictures, axe findings and broken policy.

`python -m tests.pages.gallery OUT [--only NAME,NAME]` exits with 1 and names what was found. `--quick` takes no
pictures and looks at each page once on a phone in Spanish and once on a desk in English.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import threading
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

ROOT = Path(__file__).resolve().parents[3]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
WIDTHS = {"phone": (390, 844), "desk": (1280, 900)}


class Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        """Says nothing: what is wrong is found in the browser."""


def serve():
    """A server of the gallery on a free loopback port."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.pages.gallery.settings"
    import django
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application

    django.setup()
    handler = StaticFilesHandler(get_wsgi_application())
    handler.get_response = _with_insecure_static(handler)
    server = make_server("127.0.0.1", 0, handler, server_class=Threaded, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def _with_insecure_static(handler):
    from django.contrib.staticfiles.views import serve as serve_file
    from django.http import Http404, HttpResponseNotFound

    def answer(request):
        try:
            return serve_file(request, handler.file_path(request.path), insecure=True)
        except Http404 as missing:
            return HttpResponseNotFound(str(missing))

    return answer


def look(page, address, picture=None):
    """What is wrong with one page, as sentences."""
    found = []
    page.on("console", lambda message: found.append(f"console: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(f"script: {error}"))
    answer = page.goto(address, wait_until="load")
    if answer.status != 200:
        return [f"answered {answer.status}"]
    page.evaluate("document.fonts.ready")
    if picture:
        page.screenshot(path=picture, full_page=True)
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
        found.append("is wider than the window")
    page.evaluate(AXE.read_text())
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    for violation in result["violations"]:
        for node in violation["nodes"][:4]:
            found.append(f"axe {violation['id']}: {node['html'][:200]}  {node['failureSummary'][:200]}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.pages.gallery")
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--language", default="en,es")
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    server = serve()
    from playwright.sync_api import sync_playwright
    from tests.pages.gallery.samples import PAGES

    names = asked.only.split(",") if asked.only else list(PAGES)
    looks = [(language, label) for language in asked.language.split(",") for label in WIDTHS]
    if asked.quick:
        looks = [("es", "phone"), ("en", "desk")]
    problems = 0
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=["--no-sandbox"]
        )
        for language, label in looks:
            width, height = WIDTHS[label]
            context = browser.new_context(viewport={"width": width, "height": height}, locale=language)
            for name in names:
                page = context.new_page()
                picture = None if asked.quick else asked.out / f"{name}-{label}-{language}.png"
                found = look(page, f"http://127.0.0.1:{server.server_port}/gallery/{name}", picture)
                for sentence in found:
                    print(f"{name} ({label}, {language}): {sentence}")
                problems += len(found)
                page.close()
            context.close()
        browser.close()
    print(f"{len(names)} pages, {problems} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
