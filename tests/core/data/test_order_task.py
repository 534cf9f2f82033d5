"""The order task: one A, one B, one question, and the right answer."""

import pytest
import torch

from core.data.order_task import SYMBOLS, encode, first_of_two
from core.errors import InputError


def test_a_sequence_holds_what_it_should_and_the_answer_is_right():
    tokens, first = first_of_two(300, 9, torch.Generator().manual_seed(0))
    places = set()
    for row, answer in zip(tokens.tolist(), first.tolist(), strict=True):
        text = "".join(SYMBOLS[place] for place in row)
        assert text.count("A") == text.count("B") == text.count("?") == 1
        assert text.endswith("?")
        assert SYMBOLS[answer] == min("AB", key=text.index)
        places.update((text.index("A"), text.index("B")))
    assert places == set(range(8))
    assert first.double().mean().item() == pytest.approx(0.5, abs=0.09)


def test_a_text_is_read_by_its_symbols():
    assert encode("cAB?").tolist() == [3, 0, 1, 2]
    for text in ("", "AxB?"):
        with pytest.raises(InputError, match=r"text must be of the symbols AB\?cdef"):
            encode(text)


def test_sizes_that_cannot_work_are_refused():
    with pytest.raises(InputError, match="n must be at least 1, got 0"):
        first_of_two(0, 9, torch.Generator())
    with pytest.raises(InputError, match="length must be at least 3, got 2"):
        first_of_two(1, 2, torch.Generator())
