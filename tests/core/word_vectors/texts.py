"""Little texts to test word vectors with."""

from hypothesis import strategies as st

from core.data.word_texts import cut

LINES = st.lists(st.lists(st.sampled_from("abcd"), min_size=2, max_size=7), min_size=1, max_size=5)
RHYME = [
    ["the", "cat", "sat", "on", "the", "mat"],
    ["the", "dog", "sat", "on", "the", "log"],
    ["a", "cat", "saw", "a", "dog", "and", "the", "dog", "saw", "the", "cat"],
]


def text_of(lines=RHYME):
    """Lines of words as a text."""
    return cut("english", lines, least=1)
