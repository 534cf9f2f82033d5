import pytest
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence

from core.errors import InputError
from core.gradients.loss import loss_gradients
from core.recorders.parity import difference_from_torch
from core.recorders.record import record
from tests.modules import seeded

X = torch.zeros(5, 3)
BATCH = torch.zeros(5, 2, 3)
PACKED = pack_padded_sequence(BATCH, [5, 4])
LSTM = seeded(nn.LSTM, 3, 4)

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
    "module must be float32 or float64, got torch.bfloat16": (
        lambda: record(seeded(nn.RNN, 3, 4).bfloat16(), X.bfloat16())
    ),
    "x must be a tensor (a packed sequence is not recorded": lambda: record(LSTM, PACKED),
    "x must be a tensor, got list": lambda: record(LSTM, [[0.0, 0.0, 0.0]]),
    "x must be of shape (time, 3) or (time, batch, 3), with": lambda: record(LSTM, X[:, :2]),
    "time and batch at least 1, got (5, 2)": lambda: record(LSTM, X[:, :2]),
    "or (batch, time, 3), with time": lambda: record(seeded(nn.GRU, 3, 4, batch_first=True), X[0]),
    "got (0, 3)": lambda: record(LSTM, X[:0]),
    "x must be torch.float32 like the module, got torch.float64": lambda: record(LSTM, X.double()),
    "tokens must be 5, one for each step, got 2": lambda: record(LSTM, X, tokens=["a", "b"]),
    "element must be 0–1 for a batch of 2, got None": lambda: record(LSTM, BATCH),
    "element must be 0–1 for a batch of 2, got 2": lambda: record(LSTM, BATCH, element=2),
    "got -1": lambda: record(LSTM, BATCH, element=-1),
    "state must be of shape (1, 4) and (1, 4), got (1, 4)": (
        lambda: record(LSTM, X, state=torch.zeros(1, 4))
    ),
    "state must be of shape (1, 2, 4), got (1, 4)": (
        lambda: record(seeded(nn.GRU, 3, 4), BATCH, state=torch.zeros(1, 4), element=0)
    ),
    "trace must be the only one (choose from .traces), got 2": (
        lambda: record(seeded(nn.RNN, 3, 4, bidirectional=True), X).trace
    ),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_what_cannot_be_recorded_is_named_in_one_sentence(sentence):
    with pytest.raises(InputError) as error:
        REFUSED[sentence]()
    assert sentence in str(error.value)
    assert "\n" not in str(error.value)


def test_a_batch_of_one_needs_no_example():
    assert record(LSTM, BATCH[:, :1]).trace.h.shape == (5, 4)
    assert record(LSTM, BATCH[:, :1], element=0).trace.h.shape == (5, 4)


def test_tokens_may_be_a_text():
    assert record(LSTM, X, tokens="hello").trace.tokens == ("h", "e", "l", "l", "o")
