"""A file in the ARPA format, read by another program: `arpa`, the one of Stefan Fischer."""

import arpa as reader
import numpy as np
import pytest

from core.data.corpora import corpus, own
from core.ngrams.arpa import arpa, escaped
from core.ngrams.counts import count
from core.ngrams.fitting import fitted
from core.ngrams.strips import Vocabulary

NAMES = corpus("names")


def scores(read, line, n):
    """log₁₀ p of each token of a line and of its end, by the reader."""
    tokens = ("<s>", *map(escaped, line), "</s>")
    return [read.log_p(tokens[max(i - n + 1, 0) : i + 1]) for i in range(1, len(tokens))]


def both(training, validation, known, n, rule):
    """Our model and the one that was read from its file."""
    vocabulary = Vocabulary(known)
    counts = count(vocabulary.strip(training), len(vocabulary), n)
    model = fitted(counts, vocabulary.strip(validation))
    (read,) = reader.loads(arpa(model, vocabulary.tokens, rule))
    return vocabulary, model, read


@pytest.mark.parametrize("rule", ["kneser_ney", "modified"])
@pytest.mark.parametrize("n", [1, 2, 6])
def test_the_reader_scores_every_token_as_we_do(n, rule):
    lines = [*NAMES.heldout[:50], tuple("a?b"), ()]
    vocabulary, model, read = both(NAMES.training[:1500], NAMES.validation, NAMES.known, n, rule)
    theirs = [score for line in lines for score in scores(read, line, n)]
    ours = np.log10(model.of_strip(vocabulary.strip(lines), rule))
    np.testing.assert_allclose(theirs, ours, rtol=0, atol=1e-6)


def test_what_stands_in_the_file():
    vocabulary, model, read = both(["ab", "ab", "ac"], ["ab"], "abc", 2, "kneser_ney")
    text = arpa(model, vocabulary.tokens)
    assert text.startswith("\\data\\\nngram 1=6\nngram 2=5\n\n\\1-grams:\n")
    assert text.endswith("\n\n\\end\\\n")
    assert read.counts() == [(1, 6), (2, 5)]
    assert read.vocabulary() == sorted(["<s>", "</s>", "<unk>", "a", "b", "c"])
    assert "\n-99.0000000\t<s>\t" in text
    seen = [entry[1] for entry in read._entries(2)]
    assert set(seen) == {("<s>", "a"), ("a", "b"), ("a", "c"), ("b", "</s>"), ("c", "</s>")}


def test_no_order_is_longer_than_the_lines():
    vocabulary, model, read = both(["a", "b", "a"], ["a"], "ab", 6, "kneser_ney")
    assert read.order() == 3  # ⟨s⟩ a ⟨/s⟩
    ours = np.log10(model.of_strip(vocabulary.strip(["a", "ba"]), "kneser_ney"))
    theirs = [score for line in ("a", "ba") for score in scores(read, line, 6)]
    np.testing.assert_allclose(theirs, ours, rtol=0, atol=1e-6)


def test_white_space_in_a_token():
    assert [escaped(token) for token in (" ", "▁", "a", "\u3000")] == ["▁", "▁▁", "a", "▁"]
    text = own("\n".join(["one two ▁ three", "four 五 six 🙂", "seven"] * 4), "characters")
    vocabulary, model, read = both(text.training, text.validation, text.known, 3, "kneser_ney")
    theirs = [score for line in text.heldout for score in scores(read, line, 3)]
    ours = np.log10(model.of_strip(vocabulary.strip(text.heldout), "kneser_ney"))
    np.testing.assert_allclose(theirs, ours, rtol=0, atol=1e-6)
