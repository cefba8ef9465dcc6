"""Modules joined to files: what they do stays the same; what cannot be joined is refused with its place."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from catalogue.publish.refused import RefusedError
from catalogue.publish.scripts import files as scripts
from catalogue.publish.scripts.join import JoinError, join_modules

NODE = Path(sys.executable).with_name("node")

# Two modules have a `count` of their own; `twice` and `Box` are needed by two files.
SOURCES = {
    "a/base.js": "const count = 2;\nexport const NONE = 0;\nexport function twice(n) { return count * n; }",
    "a/box.js": "export class Box {\n  held = 1;\n}",
    "a/main.js": (
        'import { twice } from "./base.js";\nimport { Box } from "./box.js";\n'
        "const count = new Box().held, name = 1;\nexport async function main() {\n"
        '  const { later } = await import("./later.js");\n'
        "  return [twice(count), later()];\n}\nexport { Box };"
    ),
    "a/later.js": (
        'import { twice } from "./base.js";\nimport { Box } from "./box.js";\n'
        "export const later = () => twice(new Box().held + 2);"
    ),
    "other.js": 'import { twice } from "./a/base.js";\nexport const four = twice(2);',
}
ENTRIES = ["a/main.js", "a/later.js", "other.js"]


def run(folder: Path, files: dict[str, str], script: str) -> str:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    (folder / "package.json").write_text('{"type": "module"}', "utf-8")
    (folder / "run.js").write_text(script, "utf-8")
    done = subprocess.run([NODE, folder / "run.js"], capture_output=True, text=True, check=False)
    return done.stdout.strip() or done.stderr


def test_joined_files_do_what_their_modules_do(tmp_path: Path) -> None:
    script = (
        'import { Box, main } from "./a/main.js";\nimport { four } from "./other.js";\n'
        "console.log(JSON.stringify([await main(), four, new Box().held]));"
    )
    apart = run(tmp_path / "apart", SOURCES, script)
    assert apart == "[[2,6],4,1]"
    for before in ([], ["a/base.js"], ["a/box.js"], ["a/box.js", "a/base.js"]):
        assert run(tmp_path / "-".join(before), join_modules(SOURCES, [*before, *ENTRIES]), script) == apart


def test_what_two_files_share_stands_in_the_first_of_them() -> None:
    files = join_modules(SOURCES, ENTRIES)
    assert list(files) == ENTRIES
    assert [name for name, text in files.items() if "held=1" in text] == ["a/main.js"]
    assert 'from"./main.js"' in files["a/later.js"]
    assert 'from"./a/main.js"' in files["other.js"]
    apart = join_modules(SOURCES, ["a/base.js", *ENTRIES])
    assert 'from"./base.js"' in apart["a/main.js"]


def test_names_are_shortened_and_equal_input_gives_equal_bytes() -> None:
    files = join_modules(SOURCES, ENTRIES)
    assert "held=1" in files["a/main.js"]  # of an object: stays
    assert "twice" not in files["a/main.js"].replace("as twice", "").replace("twice$", "")
    assert files == join_modules(dict(reversed(SOURCES.items())), ENTRIES)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('\nimport main from "./box.js";', "a/main.js:2: expected `import"),
        ('import * as box from "./box.js";', "a/main.js:1: expected"),
        ('import "./box.js";', "a/main.js:1: expected"),
        ("const a = 1;\nexport default a;", "a/main.js:2: expected"),
        ("export let a = 1;", "a/main.js:1: expected"),
        ('import { Box as B } from "./box.js";', "a/main.js:1: `Box as B` is no name"),
        ("const { a: b } = {};", "a/main.js:1: `a: b` is no name"),
        (
            'import { Box } from "./box.js";\nimport { four } from "./four.js";\ntwice(new Box(four));',
            "a/main.js:1: uses `twice` of a/base.js and does not import it",
        ),
        (
            'import { Box } from "./box.js";\nimport { four } from "./four.js";\nexport const twice = four;',
            "exports a `twice` too: rename one",
        ),
        ('\nimport { Bx } from "./box.js";', "a/main.js:2: a/box.js does not export `Bx`"),
        ('import { Box } from "./bx.js";', "a/main.js:1: a/bx.js does not export `Box`"),
        ("const b = 1;\nconst a = ;", "a/main.js:2: "),
        ('import { later } from "./later.js";\nexport const a = later;', "a/later.js:1: imports a/main.js"),
        ('import("./nothing.js");', "a/main.js:1: loads a/nothing.js"),
        ('new Worker(new URL("nothing.js", import.meta.url));', "a/main.js:1: loads a/nothing.js"),
    ],
)
def test_what_cannot_be_joined_is_refused_with_its_place(text: str, said: str) -> None:
    sources = {**SOURCES, "a/main.js": text}
    if "later" in text:
        sources["a/later.js"] = 'import { a } from "./main.js";\nexport const later = a;'
    else:
        del sources["a/later.js"]
        sources["a/four.js"] = 'import { twice } from "./base.js";\nexport const four = twice(2);'
    with pytest.raises(JoinError) as refused:
        join_modules(sources, [name for name in ENTRIES if name in sources] + ["a/box.js", "a/four.js"])
    assert said in str(refused.value)


def test_a_module_that_no_file_loads_is_refused() -> None:
    with pytest.raises(JoinError, match=r"a/later\.js:1: no file loads this module"):
        join_modules({**SOURCES, "a/main.js": ""}, ["a/main.js", "other.js", "a/box.js"])


def test_every_script_of_ours_is_joined_and_small() -> None:
    made = scripts.join_scripts()
    assert set(scripts.FILES) <= set(made)
    assert made == scripts.join_scripts()
    of_planner = {name: text for name, text in made.items() if name.startswith("planner/")}
    assert [name for name, text in of_planner.items() if b"/calculator/" in text] == []


def test_a_broken_module_is_told_by_file_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = shutil.copytree(scripts.CLIENT, tmp_path / "client")
    monkeypatch.setattr(scripts, "CLIENT", client)
    good = (client / "search.js").read_text("utf-8")
    (client / "search.js").write_text(good + "\n// the last line is a comment", "utf-8")
    assert "search.js" in scripts.join_scripts()
    (client / "search.js").write_text(good + "\nconst = 1;\n", "utf-8")
    with pytest.raises(RefusedError) as refused:
        scripts.join_scripts()
    (problem,) = refused.value.problems
    assert problem.place.file == "client/search.js"
    assert problem.place.line == len(good.splitlines()) + 2
    assert "unexpected = in binding" in problem.what
