"""A page that only leads on: to where its content stands."""

from __future__ import annotations

from html import escape

from catalogue.publish.page import links
from catalogue.publish.page.head import Page, Setting, write_address
from catalogue.publish.policy import META


def render_moved(setting: Setting, page: Page, to: str, says: str) -> str:
    """A page that leads to where its content stands now; without a sheet, no list of the site names it."""
    return links.to_relative(
        f'''<!doctype html>
<html lang="{escape(setting.language)}">
<head>
<meta charset="utf-8">
{META}
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{escape(page.title)} - {escape(setting.name)}</title>
<link rel="canonical" href="{write_address(to, setting, page)}">
<meta http-equiv="refresh" content="0; url={write_address(to, setting, page)}">
</head>
<body>
<main>
<h1>{escape(page.title)}</h1>
<p>{escape(says)}: <a href="{to}">{escape(page.title)}</a>.</p>
</main>
</body>
</html>
''',
        page.path,
    )
