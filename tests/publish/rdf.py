"""JSON-LD as a library for RDF reads it."""

from __future__ import annotations

import json
import warnings
from typing import Any

from rdflib import Graph


def read_graph(document: Any) -> Graph:
    """The statements of a document whose context stands in it: nothing is fetched."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's reader uses what rdflib gave up
        return Graph().parse(data=json.dumps(document), format="json-ld")
