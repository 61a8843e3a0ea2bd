"""The addresses of the content owners' desk."""

from __future__ import annotations

from typing import Any

from django.urls import path

from openline.desks.knowledge import acts, beginning, views

urlpatterns: list[Any] = [
    path("knowledge/", views.articles, name="knowledge"),
    path("knowledge/new/", beginning.begin, name="knowledge-begin"),
    path("knowledge/told/", views.told, name="knowledge-told"),
    path("knowledge/gaps/", views.gaps, name="knowledge-gaps"),
    path("knowledge/gaps/<uuid:gap_id>/", acts.mark_gap, name="knowledge-gap"),
    path("knowledge/articles/<slug:article>/", views.article, name="knowledge-article"),
    path("knowledge/articles/<slug:article>/save/", acts.save, name="knowledge-save"),
    path("knowledge/articles/<slug:article>/send/", acts.send, name="knowledge-send"),
    path("knowledge/articles/<slug:article>/review/", acts.review, name="knowledge-review"),
    path("knowledge/articles/<slug:article>/publish/", acts.publish, name="knowledge-publish"),
    path("knowledge/articles/<slug:article>/put-aside/", acts.give_up, name="knowledge-give-up"),
    path("knowledge/articles/<slug:article>/withdraw/", acts.withdraw, name="knowledge-withdraw"),
    path("knowledge/articles/<slug:article>/again/", acts.publish_again, name="knowledge-again"),
]
