"""Guesses about masks as patterns, by hand."""

import numpy as np
import pytest

from core.lessons.causal_mask.patterns import GUESSES, matching, patterns
from core.networks import masks


def drawn(text):
    """A pattern from a picture: x depends, . does not."""
    return np.array([[cell == "x" for cell in row] for row in text.split()])


@pytest.mark.parametrize(
    ("kind", "mask", "size", "code", "picture"),
    [
        ("causal", masks.causal(3), 0, "itself", "x.. .x. ..x"),
        ("causal", masks.causal(3), 0, "before", "x.. xx. xxx"),
        ("none", masks.none(2), 0, "all", "xx xx"),
        ("padding", masks.padding(4, 2), 2, "kept", "xx.. xx.. xxx. xx.x"),
        ("window", masks.sliding_window(4, 2), 2, "window", "x... xx.. .xx. ..xx"),
        ("window", masks.sliding_window(4, 2), 2, "twice", "x... xx.. xxx. .xxx"),
        ("prefix", masks.prefix(3, 2), 2, "prefix", "xx. xx. xxx"),
        ("painted", drawn("... x.. .x."), 0, "open", "x.. xx. .xx"),
        ("painted", drawn("... x.. .x."), 0, "passed", "x.. xx. xxx"),
    ],
)
def test_each_guess_is_what_it_says(kind, mask, size, code, picture):
    np.testing.assert_array_equal(patterns(kind, mask, size)[code], drawn(picture))


def test_several_guesses_can_be_right():
    found = patterns("window", masks.sliding_window(3, 1), 1)
    assert matching(found, drawn("x.. .x. ..x")) == ("window", "twice")
    assert matching(found, drawn("xx. .x. ..x")) == ()


def test_every_mask_has_its_guesses():
    for kind, codes in GUESSES.items():
        assert tuple(patterns(kind, masks.causal(4), 2)) == codes
