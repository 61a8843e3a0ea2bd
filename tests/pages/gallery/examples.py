"""Prints every example of every component as HTML, as JSON by `part: name (language)`."""

from __future__ import annotations

import json
import os
import sys

from openline.ui.where import UI


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.pages.gallery.settings"
    import django

    django.setup()
    from django.utils.translation import override
    from pydantic import TypeAdapter
    from ruamel.yaml import YAML

    from openline.ui.catalog_of_parts import PARTS
    from openline.ui.templatetags.openline_ui import render_part

    if "--hostile" in sys.argv:
        said = {
            "id": "1",
            "said_by": "person",
            "text": "<script>x</script>",
            "at": "2026-11-25T21:32:00Z",
            "zone": "UTC",
        }
        print(render_part("message_bubble", TypeAdapter(PARTS["message_bubble"]).validate_python(said)))
        return
    shown = {}
    for name, kind in PARTS.items():
        for example in YAML(typ="safe").load((UI / "components" / name / "examples.yaml").read_text(encoding="utf-8")):
            part = TypeAdapter(kind).validate_python(example["with"])
            for language in ("en", "es"):
                with override(language):
                    shown[f"{name}: {example['name']} ({language})"] = render_part(name, part)
    print(json.dumps(shown))


if __name__ == "__main__":
    main()
