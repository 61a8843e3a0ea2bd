"""The application as an ASGI server wants it."""

import os
import warnings

from django.core.asgi import get_asgi_application

from openline.project.settings.database import CONNECTIONS_AT_MOST
from openline.project.turnstile import Turnstile

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openline.project.settings.demo")
# Static files are small and come from memory; reading them in one go is what we want.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
application = Turnstile(get_asgi_application(), CONNECTIONS_AT_MOST)
