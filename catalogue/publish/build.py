"""One checked catalogue to one finished site."""

from __future__ import annotations

import tempfile
from itertools import chain
from pathlib import Path

from catalogue.model.catalogue import Catalogue
from catalogue.publish.kinds.api import api
from catalogue.publish.kinds.csv import tables
from catalogue.publish.kinds.hosting import with_headers
from catalogue.publish.kinds.pages import pages
from catalogue.publish.site import write_site


def build_site(catalogue: Catalogue, root: Path, out: Path, commit: str = "none", site_url: str = "") -> int:
    """Write the whole site to `out`. Returns the number of files.

    Raises what `write_site` raises; whatever goes wrong, the last site stays as it was.
    """
    with tempfile.TemporaryDirectory() as work:
        made = chain(pages(catalogue, root, Path(work), site_url), tables(catalogue), api(catalogue, commit))
        return write_site(with_headers(made), out)
