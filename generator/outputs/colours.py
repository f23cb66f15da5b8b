"""A catalogue's own colour, as far as what is written on it can be read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

Rgb: TypeAlias = tuple[float, float, float]
WHITE, NIGHT = "#ffffff", "#14191f"
"""What stands on the colour by day, and the ground on which it stands at night."""
READABLE = 4.5
"""The least contrast of text, WCAG 2.2, 1.4.3."""
STEPS = 100
LINEAR = 0.04045
"""Below it sRGB is linear."""


def style_of(colour: str) -> str:
    """Return what a style sheet says of the colour; empty for none."""
    if not colour:
        return ""
    day, night = readable(colour, WHITE, "#000000"), readable(colour, NIGHT, WHITE)
    return (
        f':root,[data-md-color-scheme="default"]{{--md-primary-fg-color:{day}}}'
        f'[data-md-color-scheme="slate"]{{--md-primary-fg-color:{night}}}'
        f"@media print{{:root{{--md-primary-fg-color:{day}}}}}"
    )


def readable(colour: str, ground: str, towards: str) -> str:
    """Return the colour nearest to one, on the way to another, that can be told from a ground."""
    start, end = _rgb(colour), _rgb(towards)
    mixed = (
        _hex((a + (b - a) * step / STEPS) for a, b in zip(start, end, strict=True))
        for step in range(STEPS + 1)
    )
    return next(one for one in mixed if contrast(one, ground) >= READABLE)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours: 1 for the same, 21 for black and white."""
    darker, lighter = sorted(_luminance(_rgb(colour)) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(rgb: Rgb) -> float:
    red, green, blue = (
        value / 12.92 if value <= LINEAR else ((value + 0.055) / 1.055) ** 2.4 for value in rgb
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(rgb: Iterable[float]) -> str:
    return "#" + "".join(f"{round(value * 255):02x}" for value in rgb)
