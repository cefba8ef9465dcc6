"""What a page may load: from the site itself alone, and nothing that stands in the page as text.

Hosts send it as a header (`kinds/headers.py`). Every page also says it of itself, for hosts that send none;
who may frame a page cannot be said there.
"""

from __future__ import annotations

from html import escape

POLICY = (
    "default-src 'self';img-src 'self' data:;media-src 'none';object-src 'none';base-uri 'none';"
    "form-action 'self'"
)
META = f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY, quote=False)}">'
"""It stands first in a page: it holds for what comes behind it."""
