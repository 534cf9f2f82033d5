"""Sentences with numbers in them."""

from viz.wording import filled


def test_a_word_is_picked_by_its_number():
    template = "{n} {n|step|steps} of {name}"
    assert filled(template, n=1, name="h") == "1 step of h"
    assert filled(template, n="1", name="h") == "1 step of h"
    assert filled(template, n=2, name="h") == "2 steps of h"
