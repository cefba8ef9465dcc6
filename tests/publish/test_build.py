"""Builds: equal whatever was kept, with templates of a body's own, and stopped by faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue import program
from catalogue.publish.build import build_site
from catalogue.publish.page.templates import CompiledTemplates
from catalogue.publish.refused import RefusedError
from catalogue.store import Store
from tests.publish.sites import build, catalogue_of, read_files


def test_what_the_data_says_is_text_never_markup(lighthouse: Path, tmp_path: Path) -> None:
    path = lighthouse / "designations" / "hand" / "designation.yml"
    evil = """'<script>alert(1)</script> & "q" {{ 7 * 7 }} </title>'"""
    path.write_text(
        path.read_text("utf-8").replace(
            "summary: For those who make ships fast and keep the quay safe.", f"summary: {evil}"
        ),
        "utf-8",
    )
    files = build(lighthouse, tmp_path)
    page = files["designations/hand/index.html"].decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;q&#34; {{ 7 * 7 }}" in page
    assert page.count("<title>") == page.count("</title>") == 1


def test_two_builds_are_equal_with_and_without_what_was_kept(lighthouse: Path, tmp_path: Path) -> None:
    first = build(lighthouse, tmp_path / "one")
    catalogue, store = catalogue_of(lighthouse), Store()
    for name in ("two", "three"):
        build_site(catalogue, lighthouse, tmp_path / name, store)
        assert read_files(tmp_path / name) == first
    assert str(tmp_path).encode() not in b"".join(first.values())


def test_a_build_where_nothing_is_kept_of_the_program_is_equal_and_keeps_it(
    lighthouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build(lighthouse, tmp_path / "one")
    monkeypatch.setattr(program, "FOLDER", tmp_path / "kept")
    monkeypatch.setattr(CompiledTemplates, "kept", {})
    catalogue = catalogue_of(lighthouse)
    for name in ("two", "three"):  # what is kept of the first serves the second
        build_site(catalogue, lighthouse, tmp_path / name, Store())
        assert read_files(tmp_path / name) == first
        CompiledTemplates.kept.clear()
    names = {path.name.partition("-")[0] for path in (tmp_path / "kept").rglob("*") if path.is_file()}
    assert {"template", "schema", "schemas", "scripts", "rules"} >= names >= {"template", "schema", "scripts"}


def test_a_body_can_have_templates_of_its_own(lighthouse: Path, tmp_path: Path) -> None:
    own = lighthouse / "templates"
    own.mkdir()
    (own / "source.html").write_text("<h1>{{ it.title }}</h1><p>Ahoy</p>", "utf-8")
    files = build(lighthouse, tmp_path)
    assert b"<p>Ahoy</p>" in files["sources/rulebook/index.html"]
    assert b"Light Keeper" in files["designations/keeper/index.html"]


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("source.html", "<h1>{{ it.titel }}</h1>", "templates/source.html:1:1"),
        ("source.html", "\n{% if %}", "templates/source.html:2:1"),
        ("shell/404.html", "\n\n{{ nothing.at_all }}", "templates/shell/404.html:3:1"),
    ],
)
def test_a_fault_in_a_template_is_told_with_its_place(
    lighthouse: Path, tmp_path: Path, name: str, text: str, place: str
) -> None:
    path = lighthouse / "templates" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    with pytest.raises(RefusedError) as caught:
        build(lighthouse, tmp_path)
    assert [str(problem.place) for problem in caught.value.problems] == [place]


def test_faults_of_prose_stop_the_pages(lighthouse: Path, tmp_path: Path) -> None:
    (lighthouse / "content" / "index.md").write_text("# Hi\n\n{{ link('keper') }}\n", "utf-8")
    with pytest.raises(RefusedError, match=r"content/index\.md:3:10"):
        build(lighthouse, tmp_path)
