"""Lines of text as numbers, against a dictionary."""

from hypothesis import given
from hypothesis import strategies as st

from core.ngrams.strips import END, SPECIAL, UNKNOWN, Vocabulary

CHARACTERS = st.lists(st.lists(st.characters(codec=None), max_size=5), max_size=5)
WORDS = st.lists(st.lists(st.sampled_from(["a", "b", "ab", "水", "水果"]), max_size=5), max_size=5)
KNOWN = st.sets(st.characters(codec=None), max_size=9)


@given(lines=st.one_of(CHARACTERS, WORDS), known=KNOWN)
def test_every_token_has_its_number_and_every_line_its_end(lines, known):
    vocabulary = Vocabulary(sorted({*known, "a", "ab", "水"}))
    expected = [[vocabulary.index(token) for token in line] + [END] for line in lines]
    strip = vocabulary.strip(lines)
    assert strip.tokens.tolist() == [number for line in expected for number in line]
    assert strip.place.tolist() == [place for line in expected for place in range(len(line))]


def test_a_character_beyond_all_known_ones_is_unknown():
    vocabulary = Vocabulary(["a", "水果"])
    assert vocabulary.strip([["a", "𝄞", "\udc80"]]).tokens.tolist() == [2, UNKNOWN, UNKNOWN, END]
    assert vocabulary.strip([]).tokens.tolist() == []
    assert Vocabulary([]).strip(["水"]).tokens.tolist() == [UNKNOWN, END]
    assert vocabulary.tokens[:2] == SPECIAL
