"""The folder that a new site is made in, before it takes the place of the old one.

A folder for each record and a link for each file cost more than all else that an edit asks for. So the site
that is replaced is kept beside the new one (`.site-last`), and the next is made from it: a file that is still
the one of the site stays, whatever else stands there goes. Where there is none, or it cannot be used, the
folder begins empty, and holds the same in the end.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

FileId = tuple[int, int]
"""The device and the number of a file: two places with the same lead to one file."""


class NotOursError(Exception):
    """A file of somebody else's stands where one of ours would go."""


class FreshFolder:
    """A new site on its way, which is begun at the first need."""

    def __init__(self, out: Path) -> None:
        self.path = find_beside(out, "new")
        self.is_begun = False
        self._out = out
        self._last = find_beside(out, "last")
        self._standing: dict[str, FileId] = {}
        """Files of the site before last of which nobody asked yet, by their addresses: which one each is."""
        self._idle: set[str] = set()
        """Its folders of which nobody asked yet."""
        self._folders: set[str] = set()
        self._has_links = True

    def make_place(self, address: str) -> str:
        """Where a file can be made: nothing stands there, but for what was made there in this build."""
        self._make_folder(address.rpartition("/")[0])
        place = f"{self.path}/{address}"
        if self._standing.pop(address, None) is not None:
            os.remove(place)  # it may be a file of the site as well: never written into
        elif address in self._idle:
            self._clear(address)
        return place

    def link_file(self, address: str, file: FileId) -> bool:
        """Take over a file of the site. Some systems cannot: whether it was done."""
        self._make_folder(address.rpartition("/")[0])
        if self._standing.get(address) == file:
            del self._standing[address]
            return True
        return self._link(f"{self._out}/{address}", self.make_place(address))

    def link_foreign(self, path: str) -> None:
        """Link a file that is not ours into it; copy it where the system has no links.

        Raises NotOursError where one of ours stands there.
        """
        old, target = f"{self._out}/{path}", f"{self.path}/{path}"
        try:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            if os.path.lexists(target):
                raise NotOursError(old)
            if os.path.islink(old) or not self._link(old, target):
                shutil.copy2(old, target, follow_symlinks=False)
        except (FileExistsError, NotADirectoryError):
            raise NotOursError(old) from None

    def drop_rest(self) -> None:
        """Remove what stands there of the site before last."""
        for address in self._standing:
            os.remove(f"{self.path}/{address}")
        for folder in sorted(self._idle, reverse=True):
            os.rmdir(f"{self.path}/{folder}")
        self._standing.clear()
        self._idle.clear()

    def keep_old(self) -> None:
        """Keep the old site, which stands here after the exchange: of links alone, since copies take room."""
        with contextlib.suppress(OSError):
            if self._has_links:
                self.path.rename(self._last)
                return
        drop_path(self.path)

    def _begin(self) -> None:
        self.is_begun = True
        if not self._last.is_dir() or self._last.is_symlink():
            drop_path(self._last)
            return
        try:
            self._last.rename(self.path)
            self._idle.add("")
            for path, entry, is_folder in list_entries(self.path):
                if is_folder:
                    self._idle.add(path)
                else:
                    self._standing[path] = name_file(os.lstat(entry.path))
        except OSError:
            drop_path(self._last)
            drop_path(self.path)
            self._standing.clear()
            self._idle.clear()

    def _make_folder(self, folder: str) -> None:
        """Make a folder and those that it stands in, each once: nobody else does, while the lock is held."""
        if folder in self._folders:
            return
        if not self.is_begun:
            self._begin()
        if folder:
            self._make_folder(folder.rpartition("/")[0])
        if folder in self._idle:
            self._idle.remove(folder)
        else:
            if self._standing.pop(folder, None) is not None:
                os.remove(f"{self.path}/{folder}")
            with contextlib.suppress(FileExistsError):  # of a build that was killed, and not to be removed
                os.mkdir(f"{self.path}/{folder}")
        self._folders.add(folder)

    def _clear(self, folder: str) -> None:
        """Remove a folder of the site before last that stands where a file goes."""
        shutil.rmtree(f"{self.path}/{folder}")
        within = f"{folder}/"
        self._idle = {one for one in self._idle if one != folder and not one.startswith(within)}
        self._standing = {one: file for one, file in self._standing.items() if not one.startswith(within)}

    def _link(self, source: str, target: str) -> bool:
        try:
            os.link(source, target)
        except FileExistsError:  # a draft of this build
            return False
        except OSError:
            self._has_links = False
            return False
        return True


def name_file(found: os.stat_result) -> FileId:
    """What tells a file from all others."""
    return found.st_dev, found.st_ino


def find_beside(out: Path, what: str) -> Path:
    """Where something of a build stands beside the site."""
    return out.with_name(f".{out.name}-{what}")


def list_entries(folder: Path | str, above: str = "") -> Iterator[tuple[str, os.DirEntry[str], bool]]:
    """All that stands below a folder: its path from there, and whether it is a folder; no link is one.

    Raises OSError where a folder may not be looked into.
    """
    with os.scandir(folder) as found:
        entries = [*found]
    for entry in entries:
        path, is_folder = f"{above}{entry.name}", entry.is_dir(follow_symlinks=False)
        yield path, entry, is_folder
        if is_folder:
            yield from list_entries(entry.path, f"{path}/")


def drop_path(path: Path) -> None:
    """Remove a folder, or a file of that name."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:  # a pipe would be opened and waited for
        path.unlink(missing_ok=True)
