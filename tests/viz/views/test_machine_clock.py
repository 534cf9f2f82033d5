"""The clock of the machine: the same moments in Python and in the browser."""

from dataclasses import asdict

import pytest

from tests.viz.stage.node import Engine
from viz.view import ViewError
from viz.views.machine_clock import Moment, clock_data, moments


@pytest.fixture(scope="module")
def js():
    engine = Engine()
    yield engine
    engine.close()


def test_the_encoder_works_once_and_the_decoder_for_each_word():
    found = moments(words=3)
    assert len(found) == 5 + 8 * 3
    assert found[0] == Moment("encoder", None, 0)
    assert found[4] == Moment("encoder", None, 4)
    assert found[5] == Moment("decoder", 0, 0)
    assert found[-1] == Moment("decoder", 2, 7)


def test_in_training_one_pass_does_for_all_words():
    found = moments(words=30, mode="teach")
    assert len(found) == 5 + 8
    assert {moment.row for moment in found} == {None}


def test_a_mode_that_there_is_not_is_refused():
    with pytest.raises(ViewError, match=r"clock\.mode must be write or teach, got both"):
        clock_data(mode="both")


@pytest.mark.parametrize("mode", ["write", "teach"])
@pytest.mark.parametrize(("encoder", "decoder", "words"), [(5, 7, 1), (5, 7, 13), (3, 4, 2)])
def test_the_browser_counts_the_same(js, mode, encoder, decoder, words):
    data = {"clock": clock_data(encoder, decoder, words, mode)}
    known = moments(encoder, decoder, words, mode)
    assert js("kit/machine_clock", "(data) => lengthOf(data)", data) == len(known)
    told = "(data, count) => Array.from({ length: count }, (_, step) => momentAt(data, step))"
    assert js("kit/machine_clock", told, data, len(known)) == [asdict(moment) for moment in known]
    back = """(data, count) => Array.from({ length: count },
      (_, step) => stepOf(data, momentAt(data, step)))"""
    assert js("kit/machine_clock", back, data, len(known)) == list(range(len(known)))
