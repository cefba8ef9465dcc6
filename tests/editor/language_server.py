"""A YAML language server, asked over its protocol as an editor asks it: marks, offers, explanations."""

from __future__ import annotations

import itertools
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.roots import ROOT
from tests.rules.engines import NODE

SERVER = ROOT / "tests/node_modules/yaml-language-server/bin/yaml-language-server"


class Session:
    """One server that has a folder open."""

    def __init__(self, server: subprocess.Popen[bytes], folder: Path) -> None:
        self.server, self.folder = server, folder
        self.numbers = itertools.count(1)
        self.versions = itertools.count(1)
        self.marks: dict[str, list[dict[str, Any]]] = {}

    def start(self, settings: dict[str, Any]) -> None:
        """Open the folder with the settings of an editor."""
        self.settings = settings
        folder = {"uri": self.folder.as_uri(), "name": "body"}
        abilities = {
            "textDocument": {"completion": {"completionItem": {"snippetSupport": True}}},
            "workspace": {"configuration": True, "workspaceFolders": True},
        }
        self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": folder["uri"],
                "workspaceFolders": [folder],
                "capabilities": abilities,
            },
        )
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": settings})

    def ask(self, method: str, details: Any) -> Any:
        """A question, and its answer."""
        number = next(self.numbers)
        self._send({"id": number, "method": method, "params": details})
        while True:
            message = self._receive()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message.get("result")

    def tell(self, method: str, details: Any) -> None:
        """What needs no answer."""
        self._send({"method": method, "params": details})

    def mark(self, file: str, text: str) -> list[dict[str, Any]]:
        """What is marked in a file that is opened, or changed, to hold this text."""
        return self.mark_all({file: text})[file]

    def mark_all(self, texts: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
        """What is marked in each of several files."""
        told = {file: self._show(file, text) for file, text in texts.items()}
        while any(len(self.marks[uri]) == before for uri, before in told.values()):
            self._receive()
        return {file: list(self.marks[uri][-1]["diagnostics"]) for file, (uri, _) in told.items()}

    def _show(self, file: str, text: str) -> tuple[str, int]:
        """Tell the server of a text; the address of the file, and how often it was marked before."""
        uri, version = (self.folder / file).as_uri(), next(self.versions)
        about: dict[str, Any] = {"uri": uri, "version": version}
        if uri in self.marks:
            changed = {"textDocument": about, "contentChanges": [{"text": text}]}
            self.tell("textDocument/didChange", changed)
        else:
            opened = about | {"languageId": "yaml", "text": text}
            self.tell("textDocument/didOpen", {"textDocument": opened})
        return uri, len(self.marks.setdefault(uri, []))

    def offer(self, file: str, text: str) -> list[str]:
        """What is offered where the text has a ¦."""
        found = self._ask_at("textDocument/completion", file, text)
        items = found["items"] if isinstance(found, dict) else found
        return [item["label"] for item in items or []]

    def explain(self, file: str, text: str) -> str:
        """What is shown over the place where the text has a ¦."""
        found = self._ask_at("textDocument/hover", file, text)
        return str(found["contents"]["value"]) if found else ""

    def _ask_at(self, method: str, file: str, text: str) -> Any:
        before, _, after = text.partition("¦")
        self.mark(file, before + after)
        line, letters = before.count("\n"), len(before) - before.rfind("\n") - 1
        return self.ask(
            method,
            {
                "textDocument": {"uri": (self.folder / file).as_uri()},
                "position": {"line": line, "character": letters},
            },
        )

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.server.stdin
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.server.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        """The next message; what the server asks of an editor is answered."""
        assert self.server.stdout
        length = 0
        while line := self.server.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        assert length, "the server has ended"
        message: dict[str, Any] = json.loads(self.server.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.marks.setdefault(message["params"]["uri"], []).append(message["params"])
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": self._answer(message)})
        return message

    def _answer(self, message: dict[str, Any]) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        return [self.settings.get(item.get("section", ""), {}) for item in message["params"]["items"]]


@contextmanager
def open_session(folder: Path, settings: dict[str, Any]) -> Iterator[Session]:
    """A server for as long as it is asked."""
    command = [str(NODE), str(SERVER), "--stdio"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as server:
        session = Session(server, folder)
        try:
            session.start(settings)
            yield session
        finally:
            server.kill()
