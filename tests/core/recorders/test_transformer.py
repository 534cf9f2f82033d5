"""The recording of our Transformer: sums that must hold, and torch's own numbers beside it."""

import subprocess
import sys
from dataclasses import fields

import numpy as np
import pytest
import torch
from torch.nn.functional import cross_entropy

from core import record
from core.errors import InputError
from core.networks import masks
from core.networks.transformer import transformer
from core.networks.transformer_config import POSITIONS, TransformerConfig
from core.recorders.transformer import record_transformer
from core.shipped import recordings

TOKENS = torch.tensor([3, 1, 4, 1, 5, 9, 2])


def made(positions="rope", **changes):
    sizes = {"vocabulary": 11, "d": 24, "heads": 3, "mlp": 20, "longest": 16, **changes}
    config = TransformerConfig(**sizes, positions=positions)
    generator = torch.Generator().manual_seed(0)
    return transformer(config, generator, torch.float64).requires_grad_(False)


@pytest.mark.parametrize("causal", [True, False])
@pytest.mark.parametrize("positions", POSITIONS)
def test_weights_derived_from_the_recording_give_what_the_model_computed(positions, causal):
    model = made(positions, causal=causal)
    recording, run = record(model, TOKENS), model.run(TOKENS[None])
    assert torch.equal(recording.output, model(TOKENS[None]))
    for trace, block in zip(recording.traces, run.blocks, strict=True):
        assert np.allclose(trace.out, block.heads[0].numpy(), atol=1e-13)
        assert np.allclose(trace.weights.sum(axis=2), 1.0)
        assert causal == (np.triu(trace.weights, 1) == 0).all()
    assert [trace.layer for trace in recording.traces] == [0, 1]


def test_what_the_heads_add_sums_to_what_attention_adds_and_all_to_the_logits():
    model = made("learned")
    recording, run = record(model, TOKENS), model.run(TOKENS[None])
    stream = recording.stream
    for layer, block in enumerate(run.blocks):
        assert np.allclose(stream.heads[layer].sum(axis=0), block.attention[0], atol=1e-14)
    total = stream.embedded + stream.heads.sum(axis=(0, 1)) + stream.mlp.sum(axis=0)
    assert np.allclose(stream.residual[-1], total, atol=1e-13)
    assert stream.residual.shape == (5, 7, 24)
    assert np.allclose(stream.residual[1] - stream.residual[0], stream.attention[0], atol=1e-13)
    last = torch.from_numpy(stream.residual[-1].copy())
    assert np.allclose(model.readout(model.norm(last)).numpy(), stream.logits, atol=1e-13)


def test_the_loss_is_torchs_cross_entropy_in_bits():
    stream = record(made(), TOKENS).stream
    nats = cross_entropy(torch.tensor(stream.logits[:-1]), TOKENS[1:], reduction="none")
    assert np.allclose(stream.loss[:-1], nats.numpy() / np.log(2), atol=1e-13)
    assert np.isnan(stream.loss[-1])
    expected = torch.tensor(stream.logits).softmax(dim=1).numpy()
    assert np.allclose(stream.probabilities, expected, atol=1e-14)


def test_words_may_be_given_or_are_those_of_the_vocabulary():
    model, letters = made(), tuple("abcdefghijk")
    plain = record(model, TOKENS)
    assert plain.stream.tokens == plain.traces[1].keys == tuple("3141592")
    named = record_transformer(model, TOKENS, vocabulary=letters).stream
    assert "".join(named.tokens) == "dbebfjc"
    best = np.argsort(-named.logits[2])[:3]
    assert named.likeliest(2, 3) == tuple(letters[place] for place in best)
    assert record(model, TOKENS, list("ABCDEFG")).stream.tokens == tuple("ABCDEFG")
    for wrong in ({"tokens": ("a",)}, {"vocabulary": ("a",)}):
        with pytest.raises(InputError, match="words, got 1"):
            record_transformer(model, TOKENS, **wrong)


def test_one_example_of_a_batch_is_recorded():
    model, batch = made(), torch.stack([TOKENS, TOKENS.flip(0)])
    chosen, alone = record(model, batch, element=1), record(model, batch[1])
    assert chosen.output.shape == (2, 7, 11)
    for field in fields(alone.stream):
        one, other = getattr(chosen.stream, field.name), getattr(alone.stream, field.name)
        if isinstance(one, np.ndarray):
            assert np.allclose(one, other, atol=1e-13)
    for element in (None, 2, -1):
        with pytest.raises(InputError, match="element must be 0–1 for a batch of 2"):
            record(model, batch, element=element)
    with pytest.raises(InputError, match="state must be left out for a Transformer"):
        record(model, TOKENS, state=torch.zeros(1))


def test_a_mask_that_is_given_is_the_one_that_is_recorded():
    allowed = masks.prefix(7, 3)
    mask = torch.from_numpy(masks.additive(allowed))
    trace = record_transformer(made(), TOKENS, mask=mask).traces[1]
    assert np.array_equal(trace.weights > 0, np.broadcast_to(allowed, (3, 7, 7)))


def test_a_recording_opens_again_without_torch_and_as_a_table(tmp_path):
    stream, file = record(made(), TOKENS).stream, tmp_path / "stream.safetensors"
    recordings.save(file, {"stream": stream})
    again = recordings.load(file)["stream"]
    assert np.array_equal(again.heads, stream.heads) and again.vocabulary == stream.vocabulary
    table = stream.frame("residual", "loss")
    assert len(table) == 5 * 7 * 24 + 7
    assert set(table["quantity"]) == {"residual", "loss"}
    code = "import sys; from core.traces import transformer as transformer_trace; "
    code += "from core.shipped import recordings; from pathlib import Path;"
    code += "recordings.load(Path(sys.argv[1])); assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code, file], check=True)
