"""What stays whole when a site is renewed under open pages, without network, and read from files."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag, urljoin
from zipfile import ZipFile

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page, expect

from build import build_checked
from catalogue.publish.zipped import write_zip
from tests.chance import IS_LONG
from tests.roots import LIGHTHOUSE
from tests.site.others import others
from tests.site.test_hosting import nginx

BODY = "ghlk"
CALCULATOR, PLANNER, SEARCH = "calculator/keeper-2021/", "pathways/", "search/"
TURNS = 50 if IS_LONG else 3
KEPT = 5
"""Builds after which the assets of one are gone."""


@dataclass
class Published:
    """A site that is renewed as its webmaster likes."""

    root: Path
    address: str = ""
    builds: int = 0
    yesterday: str = ""
    """The loader of widgets as the build before had it: a page of another site may hold it still."""

    @property
    def out(self) -> Path:
        return self.root / "site"

    def renew(self, kind: str = "colour") -> None:
        """Publish other styles, or another title."""
        self.builds += 1
        loader = self.out / "embed" / "v1.js"
        self.yesterday = loader.read_text("utf-8") if loader.exists() else ""
        path = self.root / (
            "designations/body.yml" if kind == "colour" else "designations/keeper/designation.yml"
        )
        text = path.read_text("utf-8")
        if kind == "colour":
            text = re.sub(r'primary: "#\w+"', f'primary: "#0b4f{self.builds:02x}"', text)
        else:
            text = re.sub(r"(?m)^title: .*", f"title: Keeper of Build {self.builds}", text)
        path.write_text(text, "utf-8")
        assert build_checked(self.root, self.out)[0] == []


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    root = tmp_path_factory.mktemp("renewed") / "body"
    shutil.copytree(LIGHTHOUSE, root)
    found = Published(root)
    found.renew()
    for address in nginx(found.out, tmp_path_factory.mktemp("host")):
        found.address = address
        yield found


def add_entry(page: Page, day: str) -> None:
    """One entry of the first activity that the form offers."""
    page.locator("[data-open]").first.click()
    page.locator("#calc-options [data-id]").first.click()
    page.locator("#calc-date").fill(day)
    if page.locator("#calc-quantity").is_visible():
        page.locator("#calc-quantity").fill("1")
    page.locator("#calc-save").click()


def count_entries(page: Page, number: int) -> None:
    expect(page.locator("#calc-log li[id]")).to_have_count(number)


def hold(page: Page, key: str) -> None:
    """Say in the planner that a designation is held, and see the answers."""
    box = page.locator(f"[name=designation][value={key}]")
    if not box.is_visible():
        page.locator("summary", has_text="Do you hold a designation?").click()
    box.check()
    expect(page.locator("#plan-chips li").first).to_be_visible()


def search(page: Page, at: str, word: str) -> None:
    page.goto(f"{at}search/?q={word}")
    expect(page.locator("#search a").first).to_be_visible()


# No network


def wait_for_tools(page: Page, out: Path) -> None:
    """Until the worker of a site has what it fetches behind the page."""
    version = re.search(r"kept/(\w{12})", (out / "sw.js").read_text("utf-8"))
    assert version
    page.evaluate(
        """async version => {
            while (!(await caches.match(new URL(`/kept/${version}`, location.origin))))
                await new Promise(done => setTimeout(done, 20));
        }""",
        version[1],
    )


def test_without_network_what_was_opened_and_all_tools_work(published: Published, chromium: Browser) -> None:
    at = published.address
    with chromium.new_context(service_workers="allow", viewport={"width": 360, "height": 800}) as context:
        page = context.new_page()
        said: list[str] = []
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(at)
        page.evaluate("navigator.serviceWorker.ready")
        page.goto(f"{at}designations/keeper/")
        wait_for_tools(page, published.out)
        context.set_offline(True)

        page.goto(at)
        expect(page.locator("h1")).to_be_visible()
        page.goto(f"{at}designations/keeper/")
        expect(page.locator("h1")).to_contain_text("eeper")
        assert page.evaluate("getComputedStyle(document.body).margin") == "0px", "styles are there"
        page.goto(f"{at}cpd/hand-2020/")
        expect(page.locator("h1")).to_be_visible()
        page.goto(at + CALCULATOR)
        add_entry(page, "1 June 2025")
        count_entries(page, 1)
        page.goto(at + PLANNER)
        hold(page, "keeper")
        search(page, at, "lens")
        page.goto(f"{at}qualifications/7001/")
        expect(page.locator("h1")).to_have_text("No network")
        page.get_by_role("link", name="Check if you qualify").click()
        expect(page.locator("#plan-chips li").first).to_be_visible()

        published.renew("colour")
        published.renew("title")
        context.set_offline(False)
        page.goto(f"{at}designations/keeper/")
        page.reload()  # within five minutes a browser need not ask again
        expect(page.locator("h1")).to_contain_text(f"Keeper of Build {published.builds}")
        page.goto(at + CALCULATOR)
        page.reload()
        count_entries(page, 1)
        folder = {path.parent.name for path in published.out.glob("assets/*/site.css")}
        newest = re.search(r"assets/(\w{12})", (published.out / "sw.js").read_text("utf-8"))
        assert newest
        assert newest[1] in folder
        assert newest[1] in (page.locator("link[rel=stylesheet]").first.get_attribute("href") or "")
        wait_for_tools(page, published.out)
        context.set_offline(True)
        page.reload()
        count_entries(page, 1)
        add_entry(page, "2 June 2025")
        count_entries(page, 2)
        assert said == []


def test_a_frame_and_a_reader_who_saves_data_keep_nothing_more(
    published: Published, chromium: Browser
) -> None:
    with others() as (own, pages), chromium.new_context(service_workers="allow") as context:
        pages["page"] = (
            f"<!doctype html><iframe src='{published.address}embed/career-planner/'></iframe>",
            "",
        )
        page = context.new_page()
        page.goto(f"{own}page")
        expect(page.frame_locator("iframe").locator("h1")).to_be_visible()
        assert context.service_workers == []
        assert (
            page.frames[1].evaluate(
                "navigator.serviceWorker?.getRegistrations().then(all => all.length) ?? 0"
            )
            == 0
        )


# Renewed under open pages


class Visitor:
    """Somebody with a calculator, the planner, search and a page of another site with three widgets open."""

    def __init__(
        self, context: BrowserContext, published: Published, elsewhere: str, chance: random.Random
    ) -> None:
        self.published, self.chance = published, chance
        self.said: list[str] = []
        self.pages = {name: context.new_page() for name in ("calculator", "planner", "search", "widgets")}
        self.places = {
            "calculator": published.address + CALCULATOR,
            "planner": published.address + PLANNER,
            "search": published.address + SEARCH,
            "widgets": elsewhere,
        }
        self.opened: dict[str, int] = {}
        self.entries = 0
        for name, page in self.pages.items():
            page.on("pageerror", lambda error: self.said.append(str(error)))
            self.open(name)

    def open(self, name: str) -> None:
        self.opened[name] = self.published.builds
        self.pages[name].goto(self.places[name])

    def act(self, name: str) -> None:
        """Do one thing on a page as it was opened, however often the site was renewed since."""
        if self.published.builds - self.opened[name] >= KEPT or self.chance.random() < 0.2:
            self.open(name)
        getattr(self, f"use_{name}")(self.pages[name])

    def use_calculator(self, page: Page) -> None:
        count_entries(page, self.entries)
        self.entries += 1
        add_entry(page, f"{self.entries % 28 + 1} May 2025")
        count_entries(page, self.entries)
        page.locator("[data-do=share]").click()
        expect(page.locator("#calc-link")).to_have_value(re.compile("#log="))

    def use_planner(self, page: Page) -> None:
        hold(page, self.chance.choice(["keeper", "hand"]))

    def use_search(self, page: Page) -> None:
        if page.locator("#search input").count():
            page.locator("#search input").fill(self.chance.choice(["lens", "keeper", "pilot"]))
        expect(page.locator("#search a").first).to_be_visible()

    def use_widgets(self, page: Page) -> None:
        expect(page.locator(f"{BODY}-designation h2").first).to_be_visible()
        counts = page.locator(f"{BODY}-cpd-calculator").frame_locator("iframe")
        expect(counts.locator("html")).to_have_class(re.compile("calc-on"))
        form = counts.locator("#calc-entry-title")
        if not form.is_visible():
            counts.locator("[data-open]").first.click()
        expect(form).to_be_visible()
        expect(page.locator(f"{BODY}-career-planner").frame_locator("iframe").locator("h1")).to_be_visible()


def test_builds_swapped_under_open_pages_break_nothing(published: Published, chromium: Browser) -> None:
    chance = random.Random(17)
    published.renew("title")
    with others() as (own, pages), chromium.new_context(viewport={"width": 800, "height": 900}) as context:
        pages["page"] = (
            f'<!doctype html><script src="{published.address}embed/v1.js" async></script>'
            + "".join(
                f'<{BODY}-{kind} designation="keeper"><a href="#">Link</a></{BODY}-{kind}>'
                for kind in ("designation", "cpd-calculator", "career-planner")
            ),
            "",
        )
        visitor = Visitor(context, published, f"{own}page", chance)
        visitor.pages["widgets"].route(
            "**/embed/v1.js",
            lambda route: route.fulfill(body=published.yesterday, content_type="text/javascript"),
        )
        visitor.open("widgets")
        for turn in range(TURNS):
            published.renew(chance.choice(["colour", "colour", "title"]))
            names = list(visitor.pages) if turn in (0, TURNS - 1) else chance.sample(list(visitor.pages), 2)
            for name in names:
                visitor.act(name)
        assert visitor.said == []


# Read from files


def test_the_whole_site_reads_from_files(site: Path, chromium: Browser, tmp_path: Path) -> None:
    first, second = tmp_path / "copy.zip", tmp_path / "again" / "copy.zip"
    second.parent.mkdir()
    assert write_zip(site, first) == write_zip(site, second) > 200
    assert first.read_bytes() == second.read_bytes()
    with ZipFile(first) as packed:
        packed.extractall(tmp_path)
    copy = tmp_path / "copy"
    assert list_lost(copy) == []
    said: list[str] = []
    with chromium.new_context(viewport={"width": 360, "height": 800}) as context:
        page = context.new_page()
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto((copy / "index.html").as_uri())
        assert page.evaluate("getComputedStyle(document.body).margin") == "0px", "styles are there"
        page.locator(".site-menu").click()
        page.locator("#nav a[href$='qualifications/index.html']").click()
        expect(page.locator("h1")).to_be_visible()
        for tool in ("calculator/ccop-2017", "pathways"):
            page.goto((copy / tool / "index.html").as_uri())
            expect(page.get_by_text("You are reading a copy from files.")).to_be_visible()
        page.locator(".site-search").click()
        expect(page.get_by_text("The field of search needs scripts")).to_be_visible()
        page.locator("#a-to-z + * a").first.click()
        expect(page.locator("main li a").first).to_be_visible()
    assert said == []


def list_lost(copy: Path) -> list[str]:
    """Links of pages in a folder that lead to no file of it."""
    lost = []
    for path in copy.rglob("*.html"):
        page = html.fromstring(path.read_bytes())
        for link in {str(found) for found in page.xpath("//a/@href | //link/@href | //script/@src")}:
            there = urldefrag(urljoin(path.as_uri(), link))[0].partition("?")[0]
            if there.startswith("file:") and not Path(there.removeprefix("file://")).is_file():
                lost.append(f"{path.relative_to(copy)}: {link}")
    return lost
