"""The body's colours as the theme's custom properties, readable on light and on dark paper."""

from __future__ import annotations

from catalogue.model.body import Colours

Rgb = tuple[int, int, int]

WHITE: Rgb = (255, 255, 255)
BLACK: Rgb = (0, 0, 0)
DARK_PAPER: Rgb = (30, 33, 41)  # the theme's own: hsl(225deg, 15%, 14%)
READABLE = 5.0
"""Contrast of a text to the tinted paper it may stand on. WCAG asks 4.5."""
TINT, EDGE = 2, 5
"""How much of the body's colour, in twentieths, is in tinted paper and in lines."""
BAND, SOFT = 8, 4
"""How many twentieths of black darken the band on dark paper, and of the band soften what stands on it."""
GREY: Rgb = (112, 112, 112)
STEPS = 20


def index_properties(colours: Colours, dark: bool = False) -> dict[str, str]:
    """Custom properties of the theme, and ours, for one of the two papers."""
    paper = DARK_PAPER if dark else WHITE
    primary, tint = read_colour(colours.primary), compute_tint(colours, dark)
    accent = find_readable(read_colour(colours.accent), tint)
    link = find_readable(primary, tint)
    band = _compute_mixed(primary, BLACK, BAND) if dark else primary
    on_band = WHITE if compute_contrast(band, WHITE) >= compute_contrast(band, BLACK) else BLACK
    return {
        "--md-primary-fg-color": colours.primary,
        "--md-primary-bg-color": format_colour(
            WHITE if compute_contrast(primary, WHITE) >= compute_contrast(primary, BLACK) else BLACK
        ),
        "--md-typeset-a-color": format_colour(link),
        "--md-accent-fg-color": format_colour(accent),
        "--md-accent-fg-color--transparent": format_colour(_compute_mixed(paper, accent, TINT)),
        "--band": format_colour(band),
        "--on-band": format_colour(on_band),
        "--on-band-soft": format_colour(find_readable(_compute_mixed(on_band, band, SOFT), band)),
        "--tint": format_colour(tint),
        "--edge": format_colour(_compute_mixed(paper, link, EDGE)),
        "--muted": format_colour(find_readable(_compute_mixed(GREY, primary, EDGE), tint)),
    }


def compute_tint(colours: Colours, dark: bool = False) -> Rgb:
    """The paper of what is set apart: a breath of the body's colour, as far as it can be seen there."""
    paper = DARK_PAPER if dark else WHITE
    return _compute_mixed(paper, find_readable(read_colour(colours.primary), paper), 1 if not dark else TINT)


def read_colour(colour: str) -> Rgb:
    """#0b4f6c as three numbers."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def format_colour(colour: Rgb) -> str:
    """Three numbers as #0b4f6c."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def find_readable(colour: Rgb, paper: Rgb) -> Rgb:
    """The colour, mixed with black or white as little as makes it readable on the paper."""
    away = BLACK if compute_contrast(paper, BLACK) > compute_contrast(paper, WHITE) else WHITE
    mixed = (_compute_mixed(colour, away, step) for step in range(STEPS + 1))
    return next((found for found in mixed if compute_contrast(found, paper) >= READABLE), away)


def _compute_mixed(colour: Rgb, other: Rgb, step: int) -> Rgb:
    red, green, blue = (round(a + (b - a) * step / STEPS) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def compute_contrast(one: Rgb, other: Rgb) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2 defines it."""
    light, dark = sorted((_compute_luminance(one), _compute_luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _compute_luminance(colour: Rgb) -> float:
    parts = (part / 255 for part in colour)
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
