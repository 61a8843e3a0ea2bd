"""Which articles are near a question by its words: a port, and the lexical ranking that ships."""

from openline.gateways.retrieval.lexical import LexicalRetrieval
from openline.gateways.retrieval.port import Document, Retrieval

__all__ = ["Document", "LexicalRetrieval", "Retrieval"]
