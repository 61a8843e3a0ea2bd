"""What every deployment shares. A deployment chooses `demo`, `production` or `test`, which build on this."""

from __future__ import annotations

import os
from pathlib import Path

from openline.project.settings.database import database_from_environment
from openline.project.settings.page_languages import page_languages

SOURCE = Path(__file__).resolve().parents[2]
REPOSITORY = SOURCE.parents[1]

OPENLINE_AGENCY = Path(os.environ.get("OPENLINE_AGENCY") or REPOSITORY / "agency" / "uscis")
OPENLINE_DATA = Path(os.environ.get("OPENLINE_DATA") or REPOSITORY / "data")
OPENLINE_DEMO = False
OPENLINE_I_AM_THE_AGENCY = os.environ.get("OPENLINE_I_AM_THE_AGENCY") == "yes"
# What this installation sends from. Never the agency's own address, unless it says that it is the agency.
OPENLINE_MAIL_FROM = os.environ.get("OPENLINE_MAIL_FROM", "no-reply@openline.example")
OPENLINE_CALLER_NUMBER = os.environ.get("OPENLINE_CALLER_NUMBER", "+12025550100")
OPENLINE_ADDRESS = os.environ.get("OPENLINE_ADDRESS", "http://127.0.0.1:8000")
OPENLINE_HOOK_TOKEN = os.environ.get("OPENLINE_HOOK_TOKEN", "")
OPENLINE_GATEWAYS = {
    "case_status": "openline.project.gateways:synthetic_case_status",
    "case_records": "openline.project.gateways:synthetic_case_records",
    "email": "openline.project.gateways:local_inbox_email",
    "sms": "openline.project.gateways:local_inbox_sms",
    "understanding": "openline.project.gateways:understanding",
    "retrieval": "openline.project.gateways:retrieval",
    "choosing": "openline.project.gateways:choosing",
}
# How long the center waits for the agency's case system before it says that it cannot be reached, in seconds.
OPENLINE_CASE_SYSTEM_DEADLINE = float(os.environ.get("OPENLINE_CASE_SYSTEM_DEADLINE", "4"))

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "openline.records",
    "openline.ui",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "openline.ui.security_headers.security_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "openline.project.gatekeeper.Gatekeeper",
]

ROOT_URLCONF = "openline.project.urls"
ASGI_APPLICATION = "openline.project.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            SOURCE / "ui" / "templates",
            SOURCE / "ui" / "components",
            *sorted((SOURCE / "channels").glob("*/templates")),
            *sorted((SOURCE / "desks").glob("*/templates")),
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "openline.project.context.house_of",
            ],
        },
    }
]

DATABASES = {"default": database_from_environment()}
AUTH_USER_MODEL = "records.Login"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# A login is given by the agency with its address; nobody brings one of their own.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_ADAPTER = "openline.project.sign_in.InvitedOnly"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

_PAGES = page_languages(OPENLINE_AGENCY, OPENLINE_DATA)
LANGUAGE_CODE = _PAGES.first
LANGUAGES = _PAGES.named
LOCALE_PATHS = _PAGES.folders
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [("openline", SOURCE / "ui" / "static" / "openline")]
if (SOURCE / "ui" / "built").is_dir():
    STATICFILES_DIRS.append(("uswds", SOURCE / "ui" / "built"))
STATIC_ROOT = OPENLINE_DATA / "static"
WHITENOISE_USE_FINDERS = True

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "openline.channels.portal.errors.forged"
X_FRAME_OPTIONS = "DENY"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"openline": {"level": "INFO"}},
}
