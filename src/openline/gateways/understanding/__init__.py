"""Understanding of free text: a trained model and its fake, behind the port in `openline.conversation`."""

from openline.gateways.understanding.exact import ExactUnderstanding
from openline.gateways.understanding.language import LanguageGuess
from openline.gateways.understanding.sayings import Sayings, SayingsError, load_sayings
from openline.gateways.understanding.tfidf import TfidfUnderstanding

__all__ = ["ExactUnderstanding", "LanguageGuess", "Sayings", "SayingsError", "TfidfUnderstanding", "load_sayings"]
