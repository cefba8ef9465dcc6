"""What `make` does, where there is no make: python make.py [site|check|serve|setup].

It needs nothing but Python. What the project needs is installed into .venv at the first use, and again
whenever requirements.lock changed.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
LOCK = HERE / "requirements.lock"
FOLDER = HERE / ".venv"
READY = FOLDER / "ready"
PYTHON = FOLDER / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
COMMANDS = {"site": ["build"], "check": ["check"], "serve": ["serve"]}


def main(words: list[str]) -> int:
    """Set up what is missing, then do what is asked: `site`, unless another word is given."""
    asked = words[0] if words else "site"
    if asked not in ("setup", *COMMANDS):
        print(__doc__)
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever begins may have an older one
        print("Python 3.11 or newer is needed; name it: py -3.12 make.py, or make PYTHON=python3.12")
        return 1
    if not READY.exists() or READY.stat().st_mtime < LOCK.stat().st_mtime:
        set_up()
    if asked == "setup":
        return 0
    return subprocess.call([str(PYTHON), str(HERE / "build.py"), *COMMANDS[asked], *words[1:]])


def set_up() -> None:
    """Make .venv with what requirements.lock pins."""
    venv.create(FOLDER, with_pip=True)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, "--require-hashes", "-r", str(LOCK)], check=True)
    READY.touch()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
