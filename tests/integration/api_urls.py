"""The addresses of the API and the hooks alone, for their tests."""

from django.urls import include, path

from openline.channels.api.urls import api

urlpatterns = [path("api/v1/", api.urls), path("hooks/", include("openline.channels.messages.urls"))]
