"""A real installation: everything personal to it comes from the environment, and nothing is assumed."""

import os

from openline.gateways.email.sender import check_sender
from openline.project.settings.base import *  # noqa: F403

DEBUG = False
SECRET_KEY = os.environ["OPENLINE_SECRET_KEY"]
ALLOWED_HOSTS = [host for host in os.environ.get("OPENLINE_HOSTS", "").split(",") if host]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
OPENLINE_GATEWAYS = {
    **OPENLINE_GATEWAYS,  # noqa: F405
    "email": "openline.project.gateways:smtp_email",
    "sms": "openline.project.gateways:http_sms",
}
# Sign-in mail, such as a password reset, goes out by the same mail system as the notices.
DEFAULT_FROM_EMAIL = OPENLINE_MAIL_FROM  # noqa: F405
EMAIL_HOST = os.environ["OPENLINE_SMTP_HOST"]
EMAIL_PORT = int(os.environ.get("OPENLINE_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("OPENLINE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("OPENLINE_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("OPENLINE_SMTP_STARTTLS", "yes") == "yes"
check_sender(OPENLINE_MAIL_FROM, i_am_the_agency=OPENLINE_I_AM_THE_AGENCY)  # noqa: F405
