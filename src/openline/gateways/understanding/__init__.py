"""Understanding of free text: a trained model and its fake, behind the port in `openline.conversation`."""

from openline.gateways.understanding.exact import ExactUnderstanding
from openline.gateways.understanding.language import LanguageGuess
from openline.gateways.understanding.sayings import Sayings, SayingsError, load_sayings
from openline.gateways.understanding.trained import TrainedUnderstanding

__all__ = ["ExactUnderstanding", "LanguageGuess", "Sayings", "SayingsError", "TrainedUnderstanding", "load_sayings"]
