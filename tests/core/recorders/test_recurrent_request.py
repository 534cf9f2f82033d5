import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence

from core.errors import InputError
from core.gradients.loss import layer_gradients, loss_gradients
from core.networks.rnn import LinearRNN
from core.recorders.parity import difference_from_torch
from core.recorders.record import record
from tests.modules import seeded

X = torch.zeros(5, 3)
BATCH = torch.zeros(5, 2, 3)
PACKED = pack_padded_sequence(BATCH, [5, 4])
LSTM, LSTM_2 = seeded(nn.LSTM, 3, 4), seeded(nn.LSTM, 3, 4, seed=1)
STATE = torch.zeros(1, 4)
TRANSFORMER = seeded(nn.Transformer, 4, 2, 1, 1, 8, batch_first=True)


def normed():
    with pytest.warns(FutureWarning):
        return nn.utils.weight_norm(seeded(nn.LSTM, 3, 4), "weight_hh_l0")


def in_autocast():
    with torch.autocast("cpu"):
        record(LSTM, X)


REFUSED = {
    "module must be one of nn.RNN, nn.GRU, nn.LSTM, nn.MultiheadAttention, ": (
        lambda: record(seeded(nn.Linear, 3, 4), X)
    ),
    "module must be nn.RNN, nn.GRU, nn.LSTM or core.networks.rnn.LinearRNN, got LSTMCell": (
        lambda: difference_from_torch(seeded(nn.LSTMCell, 3, 4), X)
    ),
    "got Conv1d": lambda: loss_gradients(seeded(nn.Conv1d, 3, 4, 1), X, torch.sum),
    "dropout must be 0 in train mode": (
        lambda: record(seeded(nn.GRU, 3, 4, num_layers=2, dropout=0.5).train(), X)
    ),
    "module must be float32 or float64 (call .float() on it and on x), got torch.bfloat16": (
        lambda: record(seeded(nn.RNN, 3, 4).bfloat16(), X.bfloat16())
    ),
    "element must be 0–1 for a batch of 2 (element=0 shows the first), got None": (
        lambda: record(LSTM, PACKED)
    ),
    "x must be a tensor (only torch's own modules read packed sequences), got PackedSequence": (
        lambda: record(seeded(LinearRNN, 3, 4), PACKED, element=0)
    ),
    "x must be a tensor (of a packed batch: one text alone), got a packed one": (
        lambda: layer_gradients(LSTM, PACKED, torch.sum, element=0)
    ),
    "module must be run without torch.autocast (call record outside the with block), got autoc": (
        in_autocast
    ),
    "tokens must be words (each of them a str), got int64": lambda: record(LSTM, X, np.arange(5)),
    "tokens must be words (a sequence of 5 str), got int": lambda: record(LSTM, X, 5),
    "tokens must be words (with them, give the state by its name: state=(h0, c0)), got tuple": (
        lambda: record(LSTM, X, (STATE, STATE), (STATE, STATE))
    ),
    "give the state by its name: state=(h0, c0)), got tuple": (
        lambda: record(LSTM, X, (STATE, STATE), list("hello"))
    ),
    "hx must be left out where state is given, got tuple": (
        lambda: record(LSTM, X, state=(STATE, STATE), hx=(STATE, STATE))
    ),
    "x must be finite (replace such numbers, or leave out their steps), got 2 that are NaN": (
        lambda: record(LSTM, X.index_fill(1, torch.tensor(1), torch.nan)[:2])
    ),
    "(of a state_dict core.uploads.state_dict makes the layer: module(tensors, module_shape(": (
        lambda: record(LSTM.state_dict(), X)
    ),
    "layer: module(tensors, module_shape(tensors, 'enc.rnn.')))": (
        lambda: record({f"enc.rnn.{name}": w for name, w in LSTM.state_dict().items()}, X)
    ),
    "a name must be one of tokens, state, hx, element, steps, got token=": (
        lambda: record(LSTM, X, token=list("hello"))
    ),
    "a name must be one of tokens, state, hx, element, steps, got h0=": (
        lambda: record(LSTM, X, h0=STATE)
    ),
    "(of a file core.uploads.read.read reads the bytes, and core": lambda: record("rnn.pt", X),
    "state must be tensors of shape (1, 4) and (1, 4), got NoneType": (
        lambda: record(LSTM, X, state=(None, None))
    ),
    "state must be torch.float32 like the module, got torch.float64": (
        lambda: record(LSTM, X, state=(STATE.double(), STATE.double()))
    ),
    "tgt must be given beside src (what the decoder reads), got None": (
        lambda: record(TRANSFORMER, X)
    ),
    "(in this one record its .rnns[0] or .rnns[1]), got ModuleDict": (
        lambda: record(nn.ModuleDict({"rnns": nn.ModuleList([LSTM, LSTM_2])}), X)
    ),
    "(in this one record its .module), got DataParallel": lambda: record(nn.DataParallel(LSTM), X),
    "steps must be a slice of one or more neighbouring steps from 0 to 5, got slice(5, 9": (
        lambda: record(LSTM, X, steps=slice(5, 9))
    ),
    "neighbouring steps from 0 to 5, got slice(0, 5, 2)": (
        lambda: record(LSTM, X, steps=slice(0, 5, 2))
    ),
    "steps from 0 to 5, got 3": lambda: record(LSTM, X, steps=3),
    "x must be a tensor, got list": lambda: record(LSTM, [[0.0, 0.0, 0.0]]),
    "x must be of shape (time, 3) or (time, batch, 3), with": lambda: record(LSTM, X[:, :2]),
    "time and batch at least 1, got (5, 2)": lambda: record(LSTM, X[:, :2]),
    "or (batch, time, 3), with time": lambda: record(seeded(nn.GRU, 3, 4, batch_first=True), X[0]),
    "got (0, 3)": lambda: record(LSTM, X[:0]),
    "x must be torch.float32 like the module, got torch.float64": lambda: record(LSTM, X.double()),
    "tokens must be 5, one for each step, got 2": lambda: record(LSTM, X, tokens=["a", "b"]),
    "element must be 0–1 for a batch of 2, got first": lambda: record(LSTM, BATCH, element="first"),
    "module must be one with values, got a module on the meta device": (
        lambda: record(nn.LSTM(3, 4, device="meta"), X)
    ),
    "x must be a tensor or a packed sequence (a nested one is not recorded), got a nested": (
        lambda: record(LSTM, torch.nested.nested_tensor([X, X[:2]]))
    ),
    "core's own networks, got tests.core.recorders.test_recurrent_request.LSTM": (
        lambda: record(type("LSTM", (nn.Module,), {"__module__": __name__})(), X)
    ),
    "module must be one that torch can copy (call remove_weight_norm": (
        lambda: layer_gradients(normed(), X, torch.sum)
    ),
    "element must be 0–1 for a batch of 2, got 2": lambda: record(LSTM, BATCH, element=2),
    "got -1": lambda: record(LSTM, BATCH, element=-1),
    "state must be a tuple (h0, c0), of shape (1, 4) and (1, 4), got one tensor of shape (1, 4)": (
        lambda: record(LSTM, X, state=torch.zeros(1, 4))
    ),
    "state must be of shape (1, 2, 4), got (1, 4)": (
        lambda: record(seeded(nn.GRU, 3, 4), BATCH, state=torch.zeros(1, 4), element=0)
    ),
    "trace must be the only one (choose from .traces), got 2": (
        lambda: record(seeded(nn.RNN, 3, 4, bidirectional=True), X).trace
    ),
}


def draw(*shape):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(3))


@pytest.mark.filterwarnings("ignore:The PyTorch API of nested tensors")
@pytest.mark.parametrize("sentence", REFUSED)
def test_what_cannot_be_recorded_is_named_in_one_sentence(sentence):
    with pytest.raises(InputError) as error:
        REFUSED[sentence]()
    assert sentence in str(error.value)
    assert "\n" not in str(error.value)


def test_a_batch_of_one_needs_no_example():
    assert record(LSTM, BATCH[:, :1]).trace.h.shape == (5, 4)
    assert record(LSTM, BATCH[:, :1], element=0).trace.h.shape == (5, 4)


def test_a_batch_without_an_example_is_refused_as_a_packed_one_is():
    with pytest.raises(InputError, match="element=0 shows the first"):
        record(LSTM, BATCH)


@pytest.mark.parametrize("time", [2, 5])  # a state of an LSTM is two tensors: as many as 2 words
@pytest.mark.parametrize("kind", [nn.LSTM, nn.GRU])
def test_a_state_in_second_place_is_the_state_as_torch_takes_it(kind, time):
    module, x = seeded(kind, 3, 4), draw(time, 3)
    state = (draw(1, 4), draw(1, 4)) if kind is nn.LSTM else draw(1, 4)
    found = record(module, x, state)
    with torch.no_grad():
        assert torch.equal(found.output[0], module(x, state)[0])
    first = state[0] if kind is nn.LSTM else state
    np.testing.assert_array_equal(found.trace.h0, first[0])
    assert found.trace.tokens == tuple(map(str, range(1, time + 1)))
    again = layer_gradients(module, x, torch.sum, state)
    assert again[0].dh.tolist() == layer_gradients(module, x, torch.sum, None, state)[0].dh.tolist()


def test_the_state_also_goes_by_torchs_own_name():
    state = (draw(1, 4), draw(1, 4))
    found = record(LSTM, draw(5, 3), "hello", hx=state).trace
    np.testing.assert_array_equal(found.h0, state[0][0])
    assert found.tokens == tuple("hello")


def test_dropout_that_torch_never_applies_is_no_obstacle():
    with pytest.warns(UserWarning, match="dropout option adds dropout after all but last"):
        module = seeded(nn.LSTM, 3, 4, dropout=0.3).train()
    assert record(module, X).trace.h.shape == (5, 4)


def test_words_may_be_an_array():
    trace = record(LSTM, X, np.array(list("hello"))).trace
    assert trace.tokens == ("h", "e", "l", "l", "o")
    assert type(trace.tokens[0]) is str


def test_tokens_may_be_a_text():
    assert record(LSTM, X, tokens="hello").trace.tokens == ("h", "e", "l", "l", "o")
