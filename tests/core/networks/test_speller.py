"""The speller is torch's RNN with a readout; what it is given is what its settings say."""

import pytest
import torch
from torch import nn

from core.draws import WEIGHTS, stream
from core.networks.speller import END, GIVEN, HIDDEN, PIXELS, SIGNS, speller

IMAGES = torch.rand(3, PIXELS, generator=stream(0, WEIGHTS))
CASES = [(given, back) for given in GIVEN for back in (False, True)]


@pytest.mark.parametrize(("given", "back"), CASES)
def test_what_it_writes_is_torchs_rnn_on_its_inputs(given, back):
    model = speller(given, back, stream(1, WEIGHTS))
    found = model.write(IMAGES, 6)
    with torch.device("meta"):
        torchs = nn.RNN(model.size, HIDDEN, batch_first=True)
    torchs.load_state_dict(model.recurrent.state_dict(), assign=True)
    states, _ = torchs(found.inputs)
    torch.testing.assert_close(found.states, states)
    shares, signs = model.readout(states).softmax(dim=-1).max(dim=-1)
    torch.testing.assert_close(found.shares, shares)
    assert torch.equal(found.signs, signs)
    torch.testing.assert_close(model(IMAGES, found.signs), model.readout(states))


@pytest.mark.parametrize(("given", "back"), CASES)
def test_its_inputs_by_hand(given, back):
    found = speller(given, back, stream(2, WEIGHTS)).write(IMAGES, 4)
    for t in range(4):
        seen = IMAGES if given == "every" or t == 0 else torch.zeros_like(IMAGES)
        assert torch.equal(found.inputs[:, t, :PIXELS], seen)
        if back:
            letters = found.inputs[:, t, PIXELS:]
            assert letters.sum(dim=1).tolist() == [float(t > 0)] * 3
            if t:
                assert torch.equal(letters.argmax(dim=1), found.signs[:, t - 1])


def test_nothing_global_is_drawn_and_the_end_mark_is_no_letter():
    before = torch.get_rng_state()
    one, other = (speller("first", True, stream(3, WEIGHTS)).state_dict() for _ in range(2))
    assert torch.equal(before, torch.get_rng_state())
    assert all(torch.equal(one[name], other[name]) for name in one)
    assert SIGNS[0] == END
    assert set("seven") <= set(SIGNS)
