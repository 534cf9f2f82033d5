"""The induction task: what repeats, what can be known, and the reader's own words."""

import pytest
import torch

from core.data.induction_task import LENGTH, LONGEST, SHORTEST, SYMBOLS, encode, halves, repeated
from core.errors import InputError


def drawn(function=repeated, n=200, seed=0):
    return function(n, torch.Generator().manual_seed(seed))


def test_every_sequence_is_one_part_over_and_over_again():
    tokens, known = drawn()
    parts = set()
    for row, can in zip(tokens.tolist(), known.tolist(), strict=True):
        part = row.index(row[0], 1)  # no symbol comes twice in a part
        parts.add(part)
        assert all(row[t] == row[t - part] for t in range(part, LENGTH))
        assert len(set(row)) == part
        assert can == [t > part for t in range(LENGTH)]
    assert parts == set(range(SHORTEST, LONGEST + 1))


def test_halves_are_equal():
    tokens, known = drawn(halves, 20)
    assert torch.equal(tokens[:, :24], tokens[:, 24:])
    assert known.sum(dim=1).tolist() == [23] * 20


def test_symbols_are_drawn_evenly_and_by_the_generator_alone():
    tokens, _ = drawn(halves, 2000)
    share = torch.bincount(tokens.flatten(), minlength=64) / tokens.numel()
    assert share.sub(1 / 64).abs().max() < 0.003
    assert torch.equal(drawn()[0], drawn()[0])
    assert not torch.equal(drawn(seed=1)[0], drawn()[0])


def test_any_words_can_be_read():
    words = ["猫", "b", "a", "the cat", "猫", "b"]
    tokens, vocabulary = encode(words)
    assert [vocabulary[place] for place in tokens] == words
    assert vocabulary[1] == "b" and len(vocabulary) == len(set(vocabulary)) == len(SYMBOLS)
    assert tokens.dtype == torch.int64


@pytest.mark.parametrize("words", [[], [str(i) for i in range(65)]])
def test_no_words_or_too_many_are_refused(words):
    with pytest.raises(InputError, match="words must be 1–64 different ones"):
        encode(words)
