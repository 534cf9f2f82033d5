"""A translation recorded: sums that must hold, and the numbers of the model's own pass."""

import numpy as np
import pytest
import torch
from torch import nn

from core import record
from core.networks.assign import assign
from core.networks.seq2seq_transformer.ablation import Ablation
from core.networks.seq2seq_transformer.model import without
from core.recorders.stack import record_machine, write_sentence
from core.recorders.stack_writing import unit_words
from core.shipped import recordings
from core.traces.translation import END
from tests.core.networks.seq2seq_transformer.test_model import ABLATIONS, SENTENCE, small

TARGET = ("i", "love", "tea", END)


def louder(seed=0):
    """A random model whose norms' gains and biases are random, too."""
    model, generator = small(seed), torch.Generator().manual_seed(seed)
    drawn = {
        name: weight + 0.3 * torch.randn(weight.shape, generator=generator, dtype=weight.dtype)
        for name, weight in model.state_dict().items()
    }
    return assign(small(seed), drawn).requires_grad_(False)


def tensor(values):
    return torch.tensor(values.copy())


@pytest.mark.parametrize("ablation", ABLATIONS)
def test_what_is_recorded_is_what_the_model_computes(ablation):
    model = without(louder(), ablation)
    found = record(model, SENTENCE, TARGET)
    source = torch.tensor([[model.source_index[word] for word in SENTENCE]])
    target = torch.tensor([[model.target_index[word] for word in TARGET]])
    taught = model(source, target)
    np.testing.assert_allclose(found.decoder.logits, taught.logits[0], rtol=0, atol=1e-13)
    np.testing.assert_array_equal(found.encoder.output, model.read(source).output[0])
    cross = np.mean([found.look(code).weights for code in ("d1c", "d2c")], axis=0)
    dropped = {code for code, _ in ablation.heads}
    if not dropped:
        np.testing.assert_allclose(cross.mean(axis=0), taught.weights[0], rtol=0, atol=1e-13)
    p = taught.logits[0].softmax(dim=-1)
    np.testing.assert_allclose(found.decoder.probabilities, p, rtol=0, atol=1e-13)
    right = [float(p[t, word]) for t, word in enumerate(target[0].tolist())]
    np.testing.assert_allclose(found.decoder.chosen, right, rtol=0, atol=1e-13)


@pytest.mark.parametrize("ablation", ABLATIONS)
def test_heads_sum_to_what_is_written_and_writes_to_the_line(ablation):
    found = record(without(louder(), ablation), SENTENCE, TARGET)
    for trace in (found.encoder, found.decoder):
        attention = [place for place, code in enumerate(trace.sublayers) if code[-1] != "f"]
        total = trace.heads.sum(axis=1)
        np.testing.assert_allclose(total, trace.write[attention], rtol=0, atol=1e-13)
        np.testing.assert_allclose(trace.line[0], trace.word + trace.position, rtol=0, atol=1e-14)
        for place, code in enumerate(trace.sublayers):
            before = 0 if code in ablation.cut else trace.line[place]
            after = before + trace.write[place]
            np.testing.assert_allclose(trace.line[place + 1], after, rtol=0, atol=1e-14)
        np.testing.assert_allclose(
            trace.norms, np.sqrt((trace.line**2).sum(axis=-1)), rtol=0, atol=1e-13
        )


@pytest.mark.parametrize("ablation", ABLATIONS)
def test_the_ledger_sums_to_the_logit_less_the_mean(ablation):
    """In every row, with parts taken away, too; what stood before a cut gives 0."""
    decoder = record(without(louder(), ablation), SENTENCE, TARGET).decoder
    places = [decoder.vocabulary.index(word) for word in decoder.target]
    logits = decoder.logits[np.arange(len(places)), places] - decoder.logits.mean(axis=1)
    np.testing.assert_allclose(decoder.ledger.sum(axis=0), logits, rtol=0, atol=1e-10)
    for code in ablation.cut & set(decoder.sublayers):
        assert not decoder.ledger[: decoder.parts.index(code)].any()
    for code in ablation.off & set(decoder.sublayers):
        assert not decoder.ledger[decoder.parts.index(code)].any()
    assert decoder.parts == ("word", "position", *decoder.sublayers, "bias")


@pytest.mark.parametrize("ablation", ABLATIONS)
def test_the_lens_at_the_last_place_reads_the_probabilities(ablation):
    model = without(louder(), ablation)
    decoder = record(model, SENTENCE, TARGET).decoder
    np.testing.assert_allclose(decoder.chosen_lens[-1], decoder.chosen, rtol=0, atol=1e-13)
    norm = model.decoder.norm if ablation.norm else (lambda x: x)
    for place in range(7):
        p = model.readout(norm(tensor(decoder.line[place]))).softmax(dim=-1)
        best = p.sort(dim=-1, descending=True, stable=True)
        np.testing.assert_allclose(decoder.lens[place], best.values[:, :5], rtol=0, atol=1e-13)
        found = p.gather(-1, tensor(decoder.lens_words[place]))
        np.testing.assert_allclose(decoder.lens[place], found, rtol=0, atol=1e-13)
    assert decoder.lens_word(6, 0) == decoder.vocabulary[int(decoder.probabilities[0].argmax())]


def test_attention_is_torchs_multi_head_attention():
    """Each sublayer's write, by ``nn.MultiheadAttention`` with its matrices, from what is read."""
    model = louder()
    found = record(model, SENTENCE, TARGET)
    mask = torch.ones(4, 4, dtype=torch.bool).triu(1)
    for place, code in enumerate(found.decoder.sublayers):
        if code[-1] == "f":
            continue
        own = model.decoder.sublayers[code]
        parts = torch.cat([own.query.weight, own.key.weight, own.value.weight])
        with torch.device("meta"):
            empty = nn.MultiheadAttention(8, 2, bias=False, batch_first=True)
        torchs = assign(empty, {"in_proj_weight": parts, "out_proj.weight": own.output.weight})
        torchs.requires_grad_(False)
        q, cross = tensor(found.decoder.read[place])[None], code[-1] == "c"
        k = tensor(found.encoder.output)[None] if cross else q
        out, weights = torchs(
            q, k, k, attn_mask=None if cross else mask, average_attn_weights=False
        )
        np.testing.assert_allclose(found.decoder.write[place], out[0], rtol=0, atol=1e-13)
        np.testing.assert_allclose(found.look(code).weights, weights[0], rtol=0, atol=1e-13)


def test_its_own_translation_is_the_greedy_one_word_by_word():
    model = louder()
    found = record_machine(model, SENTENCE, longest=9).decoder
    assert found.target == write_sentence(model, SENTENCE, longest=9)
    assert found.tokens == ("", *found.target[:-1])
    likeliest = tuple(found.vocabulary[k] for k in found.logits.argmax(axis=1))
    assert found.target == likeliest
    assert found.finished == (found.target[-1] == END)
    given = record(model, SENTENCE, TARGET).decoder
    assert given.words == TARGET[:-1] and given.finished
    assert record(model, SENTENCE, TARGET[:2]).decoder.words == TARGET[:2]


def test_a_later_word_changes_no_row_before_it():
    model = louder()
    one, two = (record(model, SENTENCE, ("i", "love", w)).decoder for w in ("tea", "book"))
    np.testing.assert_array_equal(one.line, two.line)  # the last word itself is not read
    one, two = (record(model, SENTENCE, ("i", w, "tea")).decoder for w in ("love", "a"))
    np.testing.assert_array_equal(one.line[:, :2], two.line[:, :2])
    assert not np.isclose(one.line[1:, 2], two.line[1:, 2]).all()


def test_what_a_unit_raises_follows_the_weights():
    """The column of W_2 without its mean, times the last norm's gain, read out."""
    model = louder()
    decoder, known = record(model, SENTENCE, TARGET).decoder, unit_words(model)
    for layer, code in enumerate(("d1f", "d2f")):
        W = model.decoder.sublayers[code].down.weight.numpy()
        for unit in range(W.shape[1]):
            column = (W[:, unit] - W[:, unit].mean()) * model.decoder.norm.weight.numpy()
            gains = model.readout.weight.numpy() @ column
            best = np.argsort(-gains, kind="stable")[:3]
            assert decoder.unit_words[layer, unit].tolist() == best.tolist()
    with torch.no_grad():
        model.readout.weight.mul_(-1)
    assert not torch.equal(unit_words(model), known)


def test_a_recording_opens_again_without_torch(tmp_path):
    found = record(louder(), SENTENCE, TARGET)
    recordings.save(tmp_path / "machine.safetensors", {"decoder": found.decoder})
    again = recordings.load(tmp_path / "machine.safetensors")["decoder"]
    np.testing.assert_array_equal(again.ledger, found.decoder.ledger)
    assert again.parts == found.decoder.parts and again.target == found.decoder.target
    rows = again.frame("line", "ledger")
    assert len(rows) == 7 * 4 * 8 + 9 * 4


def test_the_model_keeps_nothing_of_a_run():
    model = without(louder(), Ablation(off=frozenset({"d1s"})))
    before = set(vars(model)), set(vars(model.decoder))
    record(model, SENTENCE)
    assert (set(vars(model)), set(vars(model.decoder))) == before
