"""The agency's articles: reviewed answers by language, read strictly, checked, filled from what is in force."""

from openline.policy.knowledge.articles import AnswerText, Article, ArticleFacts, fingerprint, read_articles
from openline.policy.knowledge.placeholders import Filled, UnknownPlaceholder, fill, placeholders_of

__all__ = [
    "AnswerText",
    "Article",
    "ArticleFacts",
    "Filled",
    "UnknownPlaceholder",
    "fill",
    "fingerprint",
    "placeholders_of",
    "read_articles",
]
