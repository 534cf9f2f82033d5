"""How the answers to one sequence come out with a gate frozen."""

from dataclasses import replace

from core.data.tolerance import TOLERANCE
from core.lessons.gru.judged import judged
from core.lessons.gru.lesson import frozen, study
from core.lessons.gru.settings import GRU


def test_the_default_sequence_just_misses_with_r_frozen_and_few_do():
    found = frozen(GRU())
    length = GRU().length
    assert judged(found, "free", length).how == "right"
    missed = judged(found, "r", length)
    assert missed.how == "near"
    assert TOLERANCE <= abs(missed.value - found.right) < 2 * TOLERANCE
    score = study()["adding"]["conditions"]["r_mean"][0]["score"]
    assert missed.share == round(100 * (1 - score)) > 0
    assert judged(found, "z", length).how == "wrong"
    assert judged(found, "z", length).share == 0  # most are


def test_how_many_come_out_alike_is_said_at_the_length_of_training_only():
    found = frozen(GRU())
    assert judged(replace(found, r=found.free), "r", 40).how == "right"
    assert judged(found, "r", 120).share == 0
