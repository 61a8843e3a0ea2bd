"""An optional language model that may choose among what is offered, and can do nothing else. Off by default."""

from openline.gateways.choosing.language_model import LanguageModelChooser
from openline.gateways.choosing.port import Choosing, NoChooser, Offered

__all__ = ["Choosing", "LanguageModelChooser", "NoChooser", "Offered"]
