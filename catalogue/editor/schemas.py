"""The schemas that help whoever edits the YAML: an editor completes keys and marks mistakes by them.

They come from the model, so that they never say anything else than `python build.py check`.
"""

from __future__ import annotations

import json
from pathlib import Path

from catalogue.editor.guide import write_guide
from catalogue.editor.reference import write_reference
from catalogue.model.profile import Profile
from catalogue.publish.kinds.api import DIALECT, write_json
from catalogue.read.files import DATA, KINDS

HERE = Path(__file__).resolve().parents[2]


def build_editor_files() -> dict[str, bytes]:
    """The schema and the description of each kind of file, and the settings that tell which is which."""
    files, settings = {}, {}
    for pattern, model, kind in KINDS:
        path = f"schema/{kind}.json"
        files[path] = write_json({"$schema": DIALECT, **model.model_json_schema(mode="validation")})
        settings[f"./{path}"] = f"**/{DATA}/{pattern}"
    files["schema/profile.json"] = write_json({"$schema": DIALECT, **Profile.model_json_schema()})
    settings["./schema/profile.json"] = "**/*.profile.yml"
    choices = {"recommendations": ["redhat.vscode-yaml"]}
    files[".vscode/settings.json"] = (json.dumps({"yaml.schemas": settings}, indent=2) + "\n").encode()
    files["docs/data.md"] = write_reference().encode()
    files["docs/schedules.md"] = write_guide().encode()
    files[".vscode/extensions.json"] = (json.dumps(choices, indent=2) + "\n").encode()
    return files


def main() -> None:
    """Write them into the checkout."""
    for path, content in build_editor_files().items():
        (HERE / path).parent.mkdir(exist_ok=True)
        (HERE / path).write_bytes(content)


if __name__ == "__main__":
    main()
