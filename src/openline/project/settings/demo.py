"""The demonstration: synthetic people, a local inbox, a clock that can be moved. Bound to loopback only."""

from openline.project.settings.base import *  # noqa: F403
from openline.project.settings.secret import secret_key_in

OPENLINE_DEMO = True
DEBUG = False
SECRET_KEY = secret_key_in(OPENLINE_DATA)  # noqa: F405
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
