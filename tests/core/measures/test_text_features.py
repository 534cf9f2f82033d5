"""Each feature on texts where a reader sees what is true: # where it holds, a dot elsewhere."""

import pytest

from core.measures.text_features import FEATURES, labels

CASES = {
    "quotation": [
        ('say "no" now', "....###....."),
        ('"" "a', "#..##"),
        ('a "b\n\nc" d', "..###..###"),
    ],
    "bracket": [
        ("f(a[0], b) x", ".########..."),
        (") (", "..#"),
        ("(a\nb\n\nc", "#####.."),
    ],
    "late_in_line": [("x" * 41 + "\n" + "y", "." * 39 + "##..")],
    "indented": [
        ("   ab\nc    d", "..###......."),
        ("  ab", "...."),
    ],
    "capital": [("aB cD1", ".#..#.")],
}


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_holds_where_a_reader_sees_it(feature):
    for text, expected in CASES[feature]:
        found = "".join("#" if truth else "." for truth in labels(feature, text))
        assert found == expected, text


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_is_judged_by_the_past_alone(feature):
    text = 'One "two (three)"\n\n   four [FIVE\n' * 3
    whole = labels(feature, text)
    for stop in (1, 20, 50):
        assert (labels(feature, text[:stop]) == whole[:stop]).all()


def test_an_empty_text_has_no_places():
    assert labels("quotation", "").shape == (0,)
