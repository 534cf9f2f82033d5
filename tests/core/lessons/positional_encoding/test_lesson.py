"""The lesson's recording, the networks behind it, and what it offers to take along."""

import io
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
import torch
from numpy.testing import assert_allclose

from core.data.order_task import ASKS, FILLERS, A, encode
from core.errors import InputError
from core.lessons.positional_encoding import shuffle
from core.lessons.positional_encoding.lesson import (
    differs,
    fixed,
    learnt,
    record_lesson,
    snippet,
    table,
)
from core.lessons.positional_encoding.run import differences, mixing, read, run, shuffled
from core.lessons.positional_encoding.settings import USED, PositionalEncoding
from core.networks.positional_encoding import alibi, rotate, sinusoidal
from core.networks.transformer import transformer
from core.networks.transformer_config import TransformerConfig
from core.recorders.transformer import record_transformer
from core.shipped.transformers import load_transformer
from tests.snippets import printed

WORDS = ("a", "b", "c", "d")


def test_without_positions_every_order_only_rearranges():
    for order in permutations(range(4)):
        found = run(WORDS, order, (0, 3))
        assert found["none"].difference.max() < 1e-12
        assert abs(found["none"].first - found["none"].first_after) < 1e-12
        if order != (0, 1, 2, 3):
            assert differs(found["none"]) == "moved"
            assert differs(found["sinusoidal"]) == "changed"


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("positions", ["none", "sinusoidal", "learned", "rope", "alibi"])
def test_only_positions_make_the_difference(positions, seed):
    config = TransformerConfig(vocabulary=17, d=16, mlp=16, positions=positions, causal=False)
    model = transformer(config, torch.Generator().manual_seed(seed))
    spelled = shuffle.symbols(WORDS, (0, 3), FILLERS)
    gap = shuffled(model, WORDS, spelled, (3, 1, 0, 2)).difference.max()
    assert (gap < 1e-12) == (positions == "none")


def test_the_network_with_positions_tells_who_came_first():
    found = record_lesson(PositionalEncoding())
    assert found["sinusoidal"].first > 0.99
    assert found["sinusoidal"].first_after < 0.01
    assert found["none"].first == pytest.approx(found["none"].first_after)


def test_outputs_are_the_stream_that_the_recorder_keeps():
    model, tokens = load_transformer("order_sinusoidal"), encode("cAdcBecfg?")
    stream, first = read(model, tokens)
    recorded = record_transformer(model, tokens).stream
    assert_allclose(stream, recorded.residual[-1], atol=1e-5)
    a, b = np.exp(recorded.logits[-1, :2])
    assert first == pytest.approx(a / (a + b), rel=1e-5)


def test_rope_turns_what_was_kept_into_what_the_network_computes():
    """Query of "?" at place 5 and key of "A" at place 2, in layer 0, from the whole network."""
    tokens = torch.tensor([[3, 4, A, 5, 6, ASKS]])
    block = load_transformer("order_rope").run(tokens).blocks[0]
    kept = learnt()
    assert_allclose(
        rotate(kept.q[:, None], np.array([5]))[:, 0], block.q[0, :, 5].numpy(), atol=1e-5
    )
    assert_allclose(
        rotate(kept.k[:, None], np.array([2]))[:, 0], block.k[0, :, 2].numpy(), atol=1e-5
    )


def test_mixing_is_what_query_and_key_do_to_two_positions():
    attention = load_transformer("order_sinusoidal").blocks[0].attention
    PE = sinusoidal(12, 32)
    x = torch.from_numpy(PE).float()[None]
    q, k = attention.split(attention.query(x))[0], attention.split(attention.key(x))[0]
    for head in range(4):
        expected = (q[head] @ k[head].T / np.sqrt(8)).numpy()
        assert_allclose(PE @ mixing(head) @ PE.T, expected, atol=1e-4)


def test_trained_networks_use_the_written_out_functions():
    added, turned = differences()
    assert added < 1e-6
    assert turned < 1e-5
    bias = load_transformer("order_alibi").score_bias(5).numpy()
    assert_allclose(bias, alibi(5, 4), rtol=1e-6)


def test_settings_belong_to_their_pictures():
    assert set(PositionalEncoding.defaults()) == {"picture"}.union(*USED.values())
    assert "d" not in fixed({"picture": "sinusoids"})
    assert fixed({"picture": "rope"})["d"].value == "16"
    with pytest.raises(InputError, match="words"):
        PositionalEncoding(sentence="one two")


def test_snippet_runs_as_it_is():
    code = snippet(PositionalEncoding(encoding="bug"))
    assert printed(code).startswith("none largest difference")


def test_table_holds_encoding_and_outputs():
    settings = PositionalEncoding()
    frame = pd.read_csv(io.StringIO(table(settings, record_lesson(settings))))
    entries = frame[frame["quantity"] == "encoding"]
    assert_allclose(entries["value"], sinusoidal(32, 16).ravel())
    gaps = frame[(frame["quantity"] == "difference") & (frame["network"] == "sinusoidal")]
    assert_allclose(gaps["value"], record_lesson(settings)["sinusoidal"].difference)
