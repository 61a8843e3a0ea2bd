"""Settings that only render pages: no database, no sessions. The strict policy is sent with every page."""

from openline.ui.where import LOCALE, static_folders, template_folders

SECRET_KEY = "gallery"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
ROOT_URLCONF = "tests.pages.gallery.urls"
INSTALLED_APPS = ["django.contrib.staticfiles", "openline.ui"]
MIDDLEWARE = [
    "tests.pages.gallery.policy.strict_policy",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": template_folders(),
        "OPTIONS": {
            "string_if_invalid": "",
            "context_processors": [
                "django.template.context_processors.request",
                "tests.pages.gallery.views.every_page",
            ],
            "libraries": {"openline_ui": "openline.ui.templatetags.openline_ui"},
        },
    }
]
STATIC_URL = "/static/"
STATICFILES_DIRS = static_folders()
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [LOCALE]
USE_TZ = True
TIME_ZONE = "UTC"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
