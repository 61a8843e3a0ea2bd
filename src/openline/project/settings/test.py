"""The tests: as the demonstration, with quick passwords and gateways that tests can exchange."""

import tempfile
from pathlib import Path

from openline.project.settings.base import *  # noqa: F403

OPENLINE_DEMO = True
OPENLINE_DATA = Path(tempfile.mkdtemp(prefix="openline-test-"))
STATIC_ROOT = OPENLINE_DATA / "static"
SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
STATIC_ROOT.mkdir()
OPENLINE_HOOK_TOKEN = "hook-token-of-the-tests"
