"""Every HTML page of the site, its stylesheet and its icon.

The shell draws the pages that people write and one frame for each kind of data page. Each data
page is one Jinja2 template, rendered straight to HTML and poured into the frame of its kind.
Two runs over the same catalogue give the same bytes.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from catalogue.model.catalogue import Catalogue
from catalogue.publish import Files, links
from catalogue.publish.frames import Frame
from catalogue.shell import OURS, draw


def pages(catalogue: Catalogue, root: Path, work: Path) -> Files:
    """Yield every page. `work` is a folder to draw in; `root` holds content/ and mkdocs.yml.

    Raises RefusedError when prose or mkdocs.yml is at fault.
    """
    prose = sorted((root / "content").rglob("*.md"))
    frames = {"designations/frame.md": {"up": "designations/", "up_title": "Designations"}}
    staged = dict.fromkeys([*frames, *(f"{folder}.md" for folder in links.FOLDERS.values())], "")
    staged |= {
        path.relative_to(root / "content").as_posix(): path.read_text(encoding="utf-8") for path in prose
    }
    drawn = draw(root, catalogue.body, staged, work, frames)
    frame = Frame.of(drawn["designations/frame/index.html"])
    env = environment(root, catalogue)
    for key, designation in catalogue.designations.items():
        path = f"designations/{key}/index.html"
        body = env.get_template("designation.html").render(it=designation, root=links.up(path))
        html = frame.pour(
            title=escape(designation.title),
            description=escape(designation.summary),
            here=escape(designation.abbreviation),
            head="",
            body=body,
        )
        yield path, html.encode()


def environment(root: Path, catalogue: Catalogue) -> Environment:
    """The templates of data pages: the body's own first, then ours."""
    env = Environment(
        loader=ChoiceLoader([FileSystemLoader(root / "templates"), FileSystemLoader(OURS)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals["catalogue"] = catalogue
    return env
