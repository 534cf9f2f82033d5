from itertools import combinations

import numpy as np
import pytest

from viz import theme

# Machado, Oliveira & Fernandes 2009, table 1, severity 1.0; linear RGB.
BLINDNESS = {
    "none": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
DIFFERENT = 0.08  # in Oklab; neighbouring colours that are just noticeably different: about 0.02

THEMES = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


def linear(code: str) -> np.ndarray:
    """#rrggbb as linear light in 0–1 (IEC 61966-2-1)."""
    sRGB = np.array([int(code[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(sRGB <= 0.04045, sRGB / 12.92, ((sRGB + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio."""
    low, high = sorted(linear(code) @ [0.2126, 0.7152, 0.0722] for code in (one, other))
    return (high + 0.05) / (low + 0.05)


def oklab(code: str, blindness: str = "none") -> np.ndarray:
    seen = np.clip(BLINDNESS[blindness] @ linear(code), 0, 1)
    return TO_LAB @ np.cbrt(TO_LMS @ seen)


def test_the_measures_are_right():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    np.testing.assert_allclose(oklab("#ffffff"), [1, 0, 0], atol=1e-6)


@THEMES
@pytest.mark.parametrize("code", ["ink", "dim", "accent", *theme.CODES])
def test_what_is_written_can_be_read(code, dark):
    for surface in ("bg", "card"):
        assert contrast(theme.colour(code, dark), theme.colour(surface, dark)) >= 4.5


@THEMES
def test_marks_can_be_seen(dark):
    assert contrast(theme.colour("edge", dark), theme.colour("card", dark)) >= 3
    assert contrast(theme.colour("accent", dark), theme.colour("card", dark)) >= 3


@THEMES
@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("group", theme.TOGETHER, ids="".join)
def test_colours_shown_together_can_be_told_apart(group, blindness, dark):
    seen = {code: oklab(theme.colour(code, dark), blindness) for code in group}
    for one, other in combinations(group, 2):
        assert np.linalg.norm(seen[one] - seen[other]) >= DIFFERENT, (one, other)


@THEMES
@pytest.mark.parametrize("blindness", BLINDNESS)
def test_a_magnitude_is_never_mistaken_for_the_opposite_end(blindness, dark):
    """Distance from the low end grows along the ramp, whoever looks."""
    for kind in ("log", "sequential"):
        stops = [oklab(stop, blindness) for stop in theme.ramp(dark, kind)]
        distances = [np.linalg.norm(stop - stops[0]) for stop in stops]
        assert (np.diff(distances[: len(stops) // 2 + 2]) > 0).all()
        assert min(distances[len(stops) // 2 :]) > 0.15


@THEMES
def test_what_vanishes_fades_into_an_empty_cell(dark):
    empty = theme.colour("empty", dark)
    assert theme.ramp(dark, "log")[0] == empty
    assert theme.ramp(dark, "sequential")[0] == empty
    diverging = theme.ramp(dark, "diverging")
    assert diverging[len(diverging) // 2] == empty


@THEMES
def test_plotly_gets_the_same_ramp(dark):
    scale = theme.plotly_ramp(dark)
    assert (scale[0][0], scale[-1][0]) == (0.0, 1.0)
    assert tuple(colour for _, colour in scale) == theme.ramp(dark)


def test_css_has_every_colour_of_both_themes():
    css = theme.css_variables()
    for code, pair in {**theme.SURFACES, **theme.CODES}.items():
        assert f"--{code}:{pair.light};" in css
        assert f"--{code}:{pair.dark};" in css
