"""The schemas of the open data as others use them: a strict validator, and a generator of clients."""

from __future__ import annotations

import copy
import functools
import http.server
import importlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import validate as validate_openapi

from catalogue.publish.kinds.openapi import SUMMARIES
from tests.publish.sites import publish_data
from tests.roots import LIGHTHOUSE, OURS, ROOT
from tests.rules.engines import NODE

Files = dict[str, Any]


@pytest.fixture(scope="module", params=[OURS, LIGHTHOUSE], ids=["ours", "lighthouse"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The open data in files, as a server has it."""
    site = tmp_path_factory.mktemp("site")
    for path, content in publish_data(request.param).items():
        file = site / "api/v1" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return site


@pytest.fixture(scope="module")
def files(folder: Path) -> Files:
    root = folder / "api/v1"
    return {p.relative_to(root).as_posix(): json.loads(p.read_bytes()) for p in root.rglob("*.json")}


NAMED = ("properties", "$defs", "schemas")
"""What holds schemas by names of ours."""


def list_keywords(schema: Any) -> Iterator[str]:
    """Every keyword of a schema, and of those inside it."""
    if isinstance(schema, list):
        for inner in schema:
            yield from list_keywords(inner)
    for keyword, value in schema.items() if isinstance(schema, dict) else ():
        yield keyword
        if keyword not in ("default", "const", "enum", "defaultSnippets"):
            yield from list_keywords([*value.values()] if keyword in NAMED else value)


def test_no_schema_holds_a_keyword_that_a_validator_does_not_know(files: Files) -> None:
    known = {"$schema", "$id", "$ref", "$defs", "$comment", "title", "description", "default", "examples"}
    known |= jsonschema.Draft202012Validator.VALIDATORS.keys()
    schemas = [content for path, content in files.items() if path.startswith("schema/")]
    schemas += files["openapi.json"]["components"]["schemas"].values()
    assert {keyword for schema in schemas for keyword in list_keywords(schema)} <= known
    of_editors = [json.loads(path.read_bytes()) for path in (ROOT / "schema").glob("*.json")]
    assert {word for one in of_editors for word in list_keywords(one)} <= known | {"defaultSnippets"}


def compile_strictly(*given: str | Path) -> str:
    """What a strict validator says of schemas: nothing, when it takes them all."""
    program = [NODE, Path(__file__).with_name("strict.mjs"), *given]
    done = subprocess.run(program, capture_output=True, text=True, check=True)
    return done.stdout


def test_a_strict_validator_compiles_every_schema(folder: Path, tmp_path: Path) -> None:
    assert compile_strictly(*sorted((folder / "api/v1/schema").glob("*.json"))) == ""
    of_editors = sorted((ROOT / "schema").glob("*.json"))
    keys = ROOT / "schema/keys.json"
    assert compile_strictly(f"--beside={keys}", *(path for path in of_editors if path != keys)) == ""
    (tmp_path / "wrong.json").write_text('{"type": "integer", "ge": 3}', "utf-8")
    assert 'unknown keyword: "ge"' in compile_strictly(tmp_path / "wrong.json")


def test_the_description_is_valid_openapi_and_whole(files: Files) -> None:
    description = files["openapi.json"]
    validate_openapi(description)
    references = set(list_references(description))
    assert references
    assert all(word.startswith("#/components/schemas/") for word in references)
    operations = {path["get"]["operationId"] for path in description["paths"].values()}
    assert operations == {f"get_{kind}" for kind in SUMMARIES}


def list_references(value: Any) -> Iterator[str]:
    """Every reference in a document."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict) and isinstance(value.get("$ref"), str):
        yield value["$ref"]
    for one in inner:
        yield from list_references(one)


def add_everywhere(value: Any) -> Any:
    """The same with a key more in every record: what a later edition may do."""
    if isinstance(value, list):
        return [add_everywhere(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    inner = {key: add_everywhere(one) for key, one in value.items()}
    is_record = bool({"source", "title", "kind"} & value.keys())
    return {**inner, "of_a_later_edition": "new"} if is_record else inner


def test_an_older_schema_takes_a_designation_more_and_keys_that_it_does_not_know(files: Files) -> None:
    for path in ("catalogue.json", "index.json"):
        newer = add_everywhere(copy.deepcopy(files[path]))
        known = newer["designations"]
        one = copy.deepcopy(next(iter(known.values())) if isinstance(known, dict) else known[0])
        if isinstance(known, dict):
            known["one-more"] = {**one, "designation": "one-more"}
        else:
            known.append({**one, "key": "one-more", "api": "designations/one-more.json"})
        jsonschema.validate(newer, files[f"schema/{newer['kind']}.json"])
    for answer in files.values():
        if "kind" in answer:
            known = jsonschema.Draft202012Validator(files[f"schema/{answer['kind']}.json"])
            assert list(known.iter_errors(add_everywhere(answer))) == []
    assert "enum" not in json.dumps(files["openapi.json"]["paths"])  # nor does a client know the keys


@pytest.fixture
def client(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A client that a common generator makes of the description."""
    made = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none", "--fail-on-warning"]
    made += ["--path", str(folder / "api/v1/openapi.json"), "--output-path", str(tmp_path / "made_client")]
    tools = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(made, capture_output=True, text=True, check=False, cwd=tmp_path, env=tools)
    assert done.returncode == 0, done.stdout
    assert "Warning" not in done.stdout
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("made_client")
    for name in [name for name in sys.modules if name.split(".")[0] == "made_client"]:
        del sys.modules[name]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing: the test tells what it finds."""


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """Where the open data is served."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/api/v1"
        server.shutdown()


def test_a_generated_client_fetches_and_types_every_answer(
    client: ModuleType, address: str, files: Files
) -> None:
    caller = client.Client(base_url=address, raise_on_unexpected_status=True)
    known = [path for path, answer in files.items() if "kind" in answer]
    assert len(known) > 8
    for path in known:
        kind = files[path]["kind"]
        key = [Path(path).stem] if "/" in path else []
        ask = importlib.import_module(f"made_client.api.default.get_{kind}").sync
        typed = ask(*key, client=caller)
        assert type(typed).__name__ == f"{kind.capitalize()}Payload"
        assert typed.to_dict() == files[path], path  # nothing of the answer is lost on the way
        assert not typed.additional_properties  # the description names every key
