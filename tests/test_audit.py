"""What the audit says of what is answered, and that no answer is never told as none known."""

from __future__ import annotations

import json

from tests.audit import read_npm_audit, read_pip_audit


def test_faults_are_told_and_packages_that_are_not_known_are_no_good_answer() -> None:
    known = {"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1"}]}
    fine = {"name": "b", "version": "2", "vulns": []}
    skipped = {"name": "c", "skip_reason": "not found"}
    assert read_pip_audit(json.dumps({"dependencies": [known, fine]}), "") == (2, ["a 1: PYSEC-1"], "")
    asked, faults, silent = read_pip_audit(json.dumps({"dependencies": [fine, skipped]}), "")
    assert (asked, faults, silent) == (1, [], "1 packages not known there")
    assert read_pip_audit("", "x\nConnectionError: nobody\n") == (0, [], "ConnectionError: nobody")


def test_npm_that_is_refused_has_said_nothing() -> None:
    found = {"vulnerabilities": {"left": {"severity": "high"}}, "metadata": {"dependencies": {"total": 3}}}
    assert read_npm_audit(json.dumps(found), "") == (3, ["left: high"], "")
    refused = "npm warn x\nnpm warn audit 405 Method Not Allowed\n"
    assert read_npm_audit('{"error": {}}', refused) == (0, [], "npm warn audit 405 Method Not Allowed")
