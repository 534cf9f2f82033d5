"""A text coloured by surprise keeps its bits, and refuses what cannot be coloured."""

import math

import pytest

from viz.stage import kinds
from viz.view import ViewError
from viz.views.counting.surprise import TOP, Surprise, surprise

NAMES = ("after", "alone", "bits", "seen", "mean", "perplexity", "scale", "digit", "never")
WORDS = {f"surprise_{name}": name for name in NAMES}
WORDS["surprise_summary"] = "{count} tokens, {mean} bits, {perplexity}"
TOKENS = [
    Surprise(word="a", before="⟨s⟩", bits=1.0, seen=2),
    Surprise(word="⟨/s⟩", before="a", bits=3.0, seen=1, zero=True, special=True),
]


def test_it_is_a_kind_and_the_mean_gives_the_perplexity():
    view = surprise(TOKENS, words=WORDS)
    assert view.kind in kinds()
    assert [token["bits"] for token in view.data["tokens"]] == [1.0, 3.0]
    assert view.data["tokens"][1]["zero"] and view.data["tokens"][1]["special"]
    assert view.data["scale"]["ends"] == ["0", str(TOP)]
    assert view.summary == "2 tokens, 2.00 bits, 4.00"
    view.payload()


def test_the_key_says_where_colours_end_and_bits_go_on():
    view = surprise([Surprise(word="a", before="", bits=TOP + 1, seen=0)], words=WORDS)
    assert view.data["scale"]["ends"] == ["0", f"≥ {TOP}"]


@pytest.mark.parametrize("bits", [math.inf, math.nan, -1.0])
def test_what_is_impossible_has_no_colour(bits):
    with pytest.raises(ViewError) as error:
        surprise([*TOKENS, Surprise(word="b", before="", bits=bits, seen=0)], words=WORDS)
    assert error.value.path == "surprise.tokens[2].bits"
    with pytest.raises(ViewError):
        surprise([], words=WORDS)
