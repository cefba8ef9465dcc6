"""A real nginx and a real Caddy with their configuration, and `_headers`, held to one table."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from email.message import Message
from fnmatch import fnmatch
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from catalogue.publish.build import build_site
from catalogue.publish.kinds.builds import PACKED
from catalogue.publish.kinds.hosts import BINARY, TYPES, render_host
from tests.publish.sites import STORE, catalogue_of
from tests.roots import LIGHTHOUSE
from tests.setup_tools import server
from tests.site.others import others
from tests.site.test_measures import SIDEWAYS

LONG = 30  # seconds until a server is given up

POLICY = (
    "default-src 'self';img-src 'self' data:;media-src 'none';object-src 'none';base-uri 'none';"
    "form-action 'self';frame-ancestors "
)
SOON, FOREVER = "public, max-age=300", "public, max-age=31536000, immutable"
OF_PAGES = {
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
PAGE = {
    "Content-Security-Policy": f"{POLICY}'none'",
    "X-Frame-Options": "DENY",
    "Cache-Control": SOON,
    **OF_PAGES,
}
SHARED = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
WIDGET = {**SHARED, **OF_PAGES, "Cache-Control": SOON, "Content-Security-Policy": f"{POLICY}*"}

# What is asked for -> the headers that decide who may read, frame and keep it; all others are absent.
# {assets} stands for the folder whose name is a hash.
ASKED: dict[str, dict[str, str]] = {
    "": PAGE,
    "designations/ccop/": PAGE,
    "calculator/ccop-2017/": PAGE,
    "not-there/": PAGE,
    "api/v1/index.json": {**SHARED, "Cache-Control": SOON},
    "assets/{assets}/site.js": {**SHARED, "Cache-Control": FOREVER},
    "assets/{assets}/not-there.js": {**SHARED, "Cache-Control": FOREVER},
    "embed/designation/nobody/": WIDGET,
    "assets/{assets}/site.css": {**SHARED, "Cache-Control": FOREVER},
    "assets/rules/points.js": {**SHARED, "Cache-Control": SOON},
    "embed/v1.js": WIDGET,
    "embed/cpd-calculator/ccop-2017/": WIDGET,
    "embed/career-planner/": WIDGET,
}
DECIDING = {name for sent in ASKED.values() for name in sent}
ALWAYS = {"X-Content-Type-Options": "nosniff"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, **env: str) -> Iterator[str]:
    """The address of a server, once it answers."""
    with subprocess.Popen(command, env={**os.environ, **env}) as process:
        try:
            for _ in range(LONG * 20):
                with socket.socket() as probe:
                    if not probe.connect_ex(("127.0.0.1", port)):
                        break
                assert process.poll() is None, "it ended; its last words stand above"
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def nginx(site: Path, folder: Path, path: str = "/", port: int = 0) -> Iterator[str]:
    program, port = server("nginx"), port or free_port()
    ours = render_host("nginx", f"http://127.0.0.1:{port}{path}", str(site))
    (folder / "ours.conf").write_text(ours, "utf-8")
    kept = "".join(
        f"{name}_temp_path {folder}; " for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; events {{}}\n"
        f"http {{ access_log off; {kept} include {folder}/ours.conf; }}\n",
        "utf-8",
    )
    if os.geteuid() == 0:  # the workers of a server that root starts are nobody, who may not read our folders
        with (folder / "nginx.conf").open("a", encoding="utf-8") as file:
            file.write("user root;\n")
    command = [str(program), "-e", "stderr", "-p", str(folder), "-c", f"{folder}/nginx.conf"]
    with running(command, port) as address:
        yield address + path[1:]


def caddy(site: Path, folder: Path, path: str = "/", port: int = 0) -> Iterator[str]:
    program, port = server("caddy"), port or free_port()
    config = folder / "Caddyfile"
    config.write_text(render_host("caddy", f"http://127.0.0.1:{port}{path}", str(site)), "utf-8")
    command = [str(program), "run", "--adapter", "caddyfile", "--config", str(config)]
    home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with running(command, port, **home, CADDY_ADMIN=f"127.0.0.1:{free_port()}") as address:
        yield address + path[1:]


SERVED = [nginx, caddy]
BELOW = "/designations/catalogue.v1/"


@pytest.fixture(scope="module", params=SERVED)
def host(
    request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    start: Callable[[Path, Path], Iterator[str]] = request.param
    yield from start(site, tmp_path_factory.mktemp("host"))


@pytest.fixture(scope="module")
def site_below(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """The site of another body, built for a path, and the port that it is built for."""
    out, port = tmp_path_factory.mktemp("below") / "site", free_port()
    build_site(
        catalogue_of(LIGHTHOUSE),
        LIGHTHOUSE,
        out,
        STORE,
        site_url=f"http://127.0.0.1:{port}{BELOW}",
        pack=True,
    )
    return out, port


@pytest.fixture(scope="module", params=SERVED)
def below(
    request: pytest.FixtureRequest, site_below: tuple[Path, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    site, port = site_below
    yield from request.param(site, tmp_path_factory.mktemp("host"), BELOW, port)


def there(site: Path, path: str) -> str:
    (hashed,) = {p.parent.name for p in site.glob("assets/*/site.css")}
    return path.format(assets=hashed)


def sent(address: str, **headers: str) -> tuple[int, Message, bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=LONG) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.headers, refused.read()


@pytest.mark.parametrize("path", ASKED)
def test_each_kind_of_path_has_its_headers(host: str, site: Path, path: str) -> None:
    asked = there(site, path)
    status, headers, _ = sent(host + asked)
    found = {name: headers[name] for name in (*DECIDING, *ALWAYS) if name in headers}
    assert (status == 200) == (site / asked).exists()
    soon = {} if status == 200 else {"Cache-Control": SOON}  # what is not there may come
    assert found == ASKED[path] | ALWAYS | soon


def test_what_is_not_there_is_told_by_our_own_page(host: str, site: Path) -> None:
    status, _, body = sent(f"{host}designations/nobody/")
    assert (status, body) == (404, (site / "404.html").read_bytes())
    assert sent(f"{host}_headers")[0] == 404


@pytest.mark.parametrize("path", ["", "api/v1/catalogue.json", "assets/{assets}/site.css"])
def test_what_is_sent_is_compressed(host: str, site: Path, path: str) -> None:
    plain = len(sent(host + there(site, path))[2])
    _, headers, body = sent(host + there(site, path), **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    assert len(body) < plain / 2
    assert "Accept-Encoding" in headers["Vary"]


@pytest.mark.parametrize("path", ["", "not-there/", "api/v1/catalogue.json", "assets/{assets}/site.css"])
@pytest.mark.parametrize("ending", PACKED)
def test_what_the_build_has_compressed_is_sent_as_it_lies_there(
    host: str, site: Path, path: str, ending: str
) -> None:
    asked = there(site, path)
    file = site / asked if (site / asked).exists() else site / "404.html"
    file = file / "index.html" if file.is_dir() else file
    accepted = "br, gzip" if ending == ".br" else "gzip"
    _, headers, body = sent(host + asked, **{"Accept-Encoding": accepted})
    if "nginx" in (headers["Server"] or ""):
        ending = ".gz"  # Debian's has no brotli unless a module is added
    assert headers["Content-Encoding"] == {".br": "br", ".gz": "gzip"}[ending]
    assert body == file.with_name(f"{file.name}{ending}").read_bytes()
    kind = TYPES[file.suffix[1:]]
    assert headers["Content-Type"].replace("utf8", "utf-8").lower() == f"{kind}; charset=utf-8"


def measure_visit(chromium: Browser, address: str) -> int:
    """Bytes that a first visit receives until it rests: bodies as they are sent, and the lines of headers."""
    received: list[int] = []
    with chromium.new_context(viewport={"width": 360, "height": 800}) as context:
        page = context.new_page()
        listening = context.new_cdp_session(page)
        listening.send("Network.enable")
        listening.on(
            "Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"]))
        )
        page.goto(address, wait_until="networkidle")
    return sum(received)


# Bytes of a first visit, headers and the worker that keeps pages included: with brotli, and with gzip alone.
FIRST_VISITS = {
    "": (12_800, 14_700),
    "designations/ccop/": (20_300, 23_800),
    "cpd/ccop-2017/": (21_600, 24_000),
    "calculator/ccop-2017/": (37_500, 42_700),
    "pathways/": (42_700, 48_500),
    "embed/cpd-calculator/ccop-2017/": (22_000, 23_000),
}


@pytest.mark.parametrize("path", FIRST_VISITS)
def test_a_first_visit_is_light_as_it_is_sent(host: str, chromium: Browser, path: str) -> None:
    _, headers, body = sent(f"{host}sw.js", **{"Accept-Encoding": "br, gzip"})
    worker = len(body) + len(str(headers)) if "embed/" not in path else 0
    brotli, plain = FIRST_VISITS[path]
    weighs = measure_visit(chromium, host + path) + worker
    assert weighs <= (plain if "nginx" in (headers["Server"] or "") else brotli), (weighs, worker)


def test_a_second_visit_asks_for_nothing_that_has_not_changed(host: str) -> None:
    _, headers, _ = sent(f"{host}designations/ccop/")
    status, _, body = sent(f"{host}designations/ccop/", **{"If-None-Match": headers["ETag"]})
    assert (status, body) == (304, b"")


def test_the_page_about_widgets_shows_them_under_its_own_policy(host: str, chromium: Browser) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{host}embed/")
        shown = page.locator("#embed-preview iframe").content_frame
        expect(shown.locator("h1")).to_be_visible()


def list_complaints(
    host: str, chromium: Browser, paths: list[str], width: int = 360, height: int = 800, look: str = "[]"
) -> list[str]:
    """What the browser complains of on pages, and what a look at each of them finds."""
    complaints: list[str] = []
    with chromium.new_context(viewport={"width": width, "height": height}) as context:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        for path in paths:
            page.goto(host + path)
            complaints += [f"{path}: {found}" for found in page.evaluate(look)]
    return complaints


@pytest.mark.parametrize("fonts", ["dejavu"], indirect=True)
def test_on_no_page_the_policy_breaks_anything_nor_zoom_scrolls_two_ways(
    by_nginx: str, chromium: Browser, pages: list[str]
) -> None:
    """At 400 percent zoom, with the broader fonts: each page is loaded once to be asked both."""
    assert list_complaints(by_nginx, chromium, pages, 320, 256, SIDEWAYS) == []


def test_the_policy_of_each_host_breaks_nothing(host: str, chromium: Browser) -> None:
    tools = ["calculator/ccop-2017/", "pathways/", "embed/", "search/"]
    assert list_complaints(host, chromium, ["", "designations/ccop/", *tools]) == []


# Under a path


ASKED_BELOW = {
    "": PAGE,
    "designations/keeper/": PAGE,
    "not-there.csv": PAGE,
    "api/v1/index.json": ASKED["api/v1/index.json"],
    "assets/{assets}/site.js": ASKED["assets/{assets}/site.js"],
    "assets/rules/points.js": ASKED["assets/rules/points.js"],
    "embed/v1.js": ASKED["embed/v1.js"],
    "embed/designation/nobody/": ASKED["embed/v1.js"],
}


@pytest.mark.parametrize("path", ASKED_BELOW)
def test_under_a_path_each_kind_of_address_has_its_headers(
    below: str, site_below: tuple[Path, int], path: str
) -> None:
    site, _ = site_below
    asked = there(site, path)
    status, headers, body = sent(below + asked)
    found = {name: headers[name] for name in (*DECIDING, *ALWAYS) if name in headers}
    assert (status == 200) == (site / asked).exists()
    assert found == ASKED_BELOW[path] | ALWAYS
    if status == 404:
        assert body == (site / "404.html").read_bytes()
        assert headers["Content-Type"] == "text/html; charset=utf-8"
    fitting = [rule for at, rule in rules(site).items() if fnmatch(f"{BELOW}{asked}", at)]
    assert fitting == [found] or status == 404


def test_outside_of_the_path_there_is_nothing_of_ours(below: str) -> None:
    root = below.removesuffix(BELOW)
    assert sent(f"{root}/elsewhere/")[0] == 404
    assert sent(f"{below}_headers")[0] == 404


def test_a_slash_that_is_missing_is_put_there(below: str) -> None:
    for path in (BELOW, f"{BELOW}designations/keeper/"):
        with closing(HTTPConnection(urlsplit(below).netloc, timeout=LONG)) as asking:
            asking.request("GET", path[:-1])
            answer = asking.getresponse()
            answer.read()
        assert answer.status in (301, 302, 308), path
        assert answer.headers["Location"] == path


def test_every_file_is_sent_as_what_it_is(below: str, site_below: tuple[Path, int]) -> None:
    site, _ = site_below
    one = {
        path.suffix[1:]: path for path in site.rglob("*.*") if path.is_file() and path.suffix not in PACKED
    }
    assert one.keys() <= TYPES.keys()
    for ending, path in one.items():
        _, headers, _ = sent(below + path.relative_to(site).as_posix())
        kind = TYPES[ending]
        assert headers["Content-Type"].replace("utf8", "utf-8").lower() == (
            kind if kind in BINARY else f"{kind}; charset=utf-8"
        )


def test_under_a_path_a_page_a_search_and_a_widget_elsewhere_work(below: str, chromium: Browser) -> None:
    said: list[str] = []
    with others() as (own, pages), chromium.new_context() as context:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"{below}search/?q=lens")
        expect(page.locator("#content a").first).to_be_visible()
        body = catalogue_of(LIGHTHOUSE).body.body
        pages["page"] = (
            f'<!doctype html><script src="{below}embed/v1.js"></script>'
            f'<{body}-designation key="keeper"></{body}-designation>'
            f'<{body}-cpd-calculator designation="keeper"></{body}-cpd-calculator>',
            "",
        )
        page.goto(f"{own}page")
        expect(page.locator(f"{body}-designation h2").first).to_be_visible()
        expect(page.locator(f"{body}-cpd-calculator").frame_locator("iframe").locator("h1")).to_be_visible()
    assert said == []


def rules(site: Path) -> dict[str, dict[str, str]]:
    """The rules of `_headers` as Netlify and Cloudflare Pages read it."""
    found: dict[str, dict[str, str]] = {}
    for line in (site / "_headers").read_text("utf-8").splitlines():
        if line.startswith("/"):
            rule = found.setdefault(line, {})
        elif line:
            name, _, value = line.strip().partition(": ")
            rule[name] = value
    return found


@pytest.mark.parametrize("path", ASKED)
def test_the_file_of_headers_says_the_same(site: Path, path: str) -> None:
    asked = there(site, path)
    fitting = [rule for at, rule in rules(site).items() if fnmatch(f"/{asked}", at)]
    assert len(fitting) == 1 or not (site / asked).exists()
    assert all(rule == ASKED[path] | ALWAYS for rule in fitting)


def test_every_file_has_one_rule_in_the_file_of_headers(site: Path) -> None:
    known = rules(site)
    for path in site.rglob("*"):
        if path.is_file() and path.name != "_headers" and path.suffix not in PACKED:
            at = f"/{path.relative_to(site).as_posix()}"
            assert len([rule for rule in known if fnmatch(at, rule)]) == 1, at
