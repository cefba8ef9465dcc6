"""The schemas that help whoever edits the YAML: an editor completes keys and marks mistakes by them.

They come from the model, so that they never say anything else than `python build.py check`. What a reference
may name follows from the data: `check` writes it into `schema/keys.json`, which the schemas point to.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from catalogue.editor.guide import write_guide
from catalogue.editor.reference import write_reference
from catalogue.editor.snippets import write_snippets
from catalogue.model.base import CITATION, Record, Reference
from catalogue.model.profile import Profile
from catalogue.publish.kinds.openapi import DIALECT, write_json
from catalogue.read.files import DATA, KINDS

HERE = Path(__file__).resolve().parents[2]
NAMES = "names"
"""Stands in a schema, until it is written, where a reference of a kind does."""
INSIDE = {"only_if": "condition"}
"""Keys whose values name something of the same file; an editor is told what all files have."""


class _EditorSchema(GenerateJsonSchema):
    """The schema of a record, in which each reference says of which kind it is."""

    def generate_inner(self, schema: Any) -> JsonSchemaValue:
        read = schema["function"]["function"] if schema["type"] == "function-after" else None
        if isinstance(read, type) and issubclass(read, Reference):
            return {NAMES: read.kind}
        return super().generate_inner(schema)

    def field_title_should_be_set(self, schema: Any) -> bool:
        """A key is its own title."""
        return False


def build_editor_files() -> dict[str, bytes]:
    """The schema and the description of each kind of file, and the settings that tell which is which."""
    files: dict[str, bytes] = {}
    settings: dict[str, list[str]] = {}
    for pattern, model, kind in KINDS:
        path = f"schema/{kind}.json"
        files[path] = _write_schema(model)
        settings[f"./{path}"] = [f"**/{DATA}/{pattern}", "!**/tests/**"]  # their keys are others
    files["schema/profile.json"] = write_json({"$schema": DIALECT, **Profile.model_json_schema()})
    settings["./schema/profile.json"] = ["**/*.profile.yml"]
    choices = {"recommendations": ["redhat.vscode-yaml"]}
    files[".vscode/settings.json"] = (json.dumps({"yaml.schemas": settings}, indent=2) + "\n").encode()
    files[".vscode/catalogue.code-snippets"] = write_snippets().encode()
    files["docs/data.md"] = write_reference().encode()
    files["docs/schedules.md"] = write_guide().encode()
    files[".vscode/extensions.json"] = (json.dumps(choices, indent=2) + "\n").encode()
    return files


def _write_schema(model: type[Record]) -> bytes:
    written = model.model_json_schema(schema_generator=_EditorSchema, mode="validation")
    return write_json({"$schema": DIALECT, **_point_to_keys(written)})


def _point_to_keys(value: Any) -> Any:
    """The same with every reference pointing to what it may name; a default that says nothing is left out."""
    if isinstance(value, dict):
        kind = "citation" if value == CITATION else value.get(NAMES)
        if isinstance(kind, str):
            beside = {key: value[key] for key in ("title", "description", "default") if value.get(key)}
            return {**beside, "$ref": f"keys.json#/$defs/{kind}"}
        return {
            key: _point_inside(inner, INSIDE[key]) if key in INSIDE else _point_to_keys(inner)
            for key, inner in value.items()
            if not (key == "default" and inner in ([], {}, None))
        }
    return [_point_to_keys(inner) for inner in value] if isinstance(value, list) else value


def _point_inside(schema: dict[str, Any], kind: str) -> dict[str, Any]:
    """The schema of one or more keys of something that stands in the same file."""
    one = {"$ref": f"keys.json#/$defs/{kind}"}
    return {"description": schema["description"], "anyOf": [one, {"type": "array", "items": one}]}


def main() -> None:
    """Write them into the checkout."""
    for path, content in build_editor_files().items():
        (HERE / path).parent.mkdir(exist_ok=True)
        (HERE / path).write_bytes(content)


if __name__ == "__main__":
    main()
