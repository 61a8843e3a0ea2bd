"""What is heard in the two languages that come with the platform."""

from openline.policy.languages import heard_in, spoken

HEARD = heard_in([spoken("en"), spoken("es")])
