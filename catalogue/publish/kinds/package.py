"""The rules for other programs: types beside their stable addresses, and a package that npm installs.

The package is what `npm pack` would make of a folder: one file that is kept beside somebody's code, since the
address follows the site. Its modules need nothing else of ours. Equal rules give equal bytes.
"""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from collections.abc import Iterator, Mapping

from catalogue.model.body import Body
from catalogue.publish.kinds.payloads import SCHEMA_VERSION
from catalogue.publish.output import Input, Output
from catalogue.publish.scripts.files import RULES, join_rules, list_types
from catalogue.publish.site import Site

FRAMES: Mapping[str, dict[str, str]] = {}
FOLDER = f"assets/{RULES}"
FIRST = "points.js"
"""What a program gets that asks for no module by its name."""
PACKED_AT = 499162500
"""The time that npm gives every file of a package, in seconds: no clock is asked."""


def list_outputs(site: Site) -> Iterator[Output]:
    """Types for each module that has a stable address, and the package of all."""
    types = list_types()
    for name, text in types.items():
        yield Output(f"{FOLDER}{name}", reuse_text, {"text": Input.build(text)})
    given = {
        "body": Input.build(site.catalogue.body),
        "url": Input.build(site.setting.url),
        "files": Input.build({**join_rules(), **types}),
    }
    yield Output(build_address(site.catalogue.body.body), render_package, given)


def build_address(body: str) -> str:
    """Where the package stands."""
    return f"{FOLDER}{body}-rules.tgz"


def reuse_text(text: str) -> str:
    """A file that is known already."""
    return text


def render_package(body: Body, url: str, files: Mapping[str, str]) -> bytes:
    """The package: the modules, their types, what npm reads, and how to begin."""
    name = f"{body.body}-rules"
    whole = {"package.json": _describe(name, body, url, files), "README.md": _introduce(name, url), **files}
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path, text in sorted(whole.items()):
            head, data = tarfile.TarInfo(f"package/{path}"), text.encode()
            head.size, head.mtime = len(data), PACKED_AT
            archive.addfile(head, io.BytesIO(data))
    return gzip.compress(packed.getvalue(), mtime=0)


def _describe(name: str, body: Body, url: str, files: Mapping[str, str]) -> str:
    modules = [path for path in sorted(files) if path.endswith(".js")]
    exported = {f"./{path}": _export(path) for path in modules}
    told = {
        "name": name,
        "version": f"{SCHEMA_VERSION}.0",
        "description": f"The rules of {body.abbreviation} as code: judge a log of CPD, plan what is left.",
        "license": "MIT",
        "type": "module",
        "sideEffects": False,
        "exports": {".": _export(FIRST), **exported, "./package.json": "./package.json"},
    }
    return json.dumps(told | ({"homepage": f"{url}api/"} if url else {}), indent=2) + "\n"


def _export(path: str) -> dict[str, str]:
    return {"types": f"./{path.removesuffix('.js')}.d.ts", "default": f"./{path}"}


def _introduce(name: str, url: str) -> str:
    where = f"{url}api/" if url else "the page for developers of the site that it came from"
    return f"""# {name}

    import {{ assess }} from "{name}";
    const answer = assess(schedule, log, {{ on: "2026-06-30" }});

Schedules, criteria and worked examples are open data; {where} tells where. The code is under the MIT licence.
It has no dependency, reads no clock and fetches nothing.
"""
