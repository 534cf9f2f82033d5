"""The whole model: word by word and all at once, its beam, its parts taken away."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InputError
from core.networks.positional_encoding import sinusoidal
from core.networks.seq2seq.beam import beam_tree
from core.networks.seq2seq.decoding import greedy, places, translate_all
from core.networks.seq2seq_transformer.ablation import INTACT, Ablation, all_codes
from core.networks.seq2seq_transformer.model import without
from core.networks.seq2seq_transformer.stack import StackConfig
from core.networks.seq2seq_transformer.untrained import seq2seq_transformer
from core.recorders.stack import record_machine, write_sentence
from core.traces.translation import END
from tests.core.networks.seq2seq.test_translator import SOURCE, TARGET

SENTENCE = ("我", "爱", "茶")
sentences = st.lists(st.sampled_from(SOURCE), min_size=1, max_size=6)
ABLATIONS = (
    INTACT,
    Ablation(off=frozenset({"e1s", "d2c"})),
    Ablation(cut=frozenset({"d1f"})),
    Ablation(heads=frozenset({("d1s", 0), ("d2c", 1)})),
    Ablation(positions=None),
    Ablation(positions=3),
    Ablation(norm=False),
    Ablation(causal=False),
)


def small(seed=0, dtype=torch.float64, **changes):
    config = StackConfig(**{"d": 8, "heads": 2, "hidden": 9, **changes})
    generator = torch.Generator().manual_seed(seed)
    model = seq2seq_transformer(config, SOURCE, TARGET, generator, dtype)
    return model.requires_grad_(False)


@pytest.mark.parametrize("ablation", ABLATIONS)
def test_word_by_word_is_the_same_as_all_words_at_once(ablation):
    """Two sentences together, each word given those before: the logits of `follow` and `forward`.

    Without the mask the last word of each pass sees what one pass shows of it, no word before it.
    """
    model = without(small(), ablation)
    source, target = (
        torch.tensor([[0, 1, 3], [4, 4, 2]]),
        torch.tensor([[2, 5, 1, 3], [6, 6, 0, 1]]),
    )
    memory = model.memory(source)
    past, before = model.begin(memory), model.shifted(target)
    for t in range(4):
        past, logits = model.follow(before[:, t], past, memory)
        upto = target if ablation.causal else target[:, : t + 1]
        taught = model(source, upto).logits[:, t]
        torch.testing.assert_close(logits, taught, rtol=0, atol=1e-12)


def test_one_sentence_of_a_batch_does_not_know_the_others():
    model = small()
    source, target = torch.tensor([[0, 1, 3], [4, 4, 2]]), torch.tensor([[2, 5], [6, 6]])
    both = model(source, target)
    for row in (0, 1):
        alone = model(source[row : row + 1], target[row : row + 1])
        torch.testing.assert_close(both.logits[row], alone.logits[0], rtol=0, atol=1e-13)
        torch.testing.assert_close(both.weights[row], alone.weights[0], rtol=0, atol=1e-14)
    torch.testing.assert_close(both.weights.sum(dim=-1), torch.ones(2, 2).double())


def test_a_later_word_changes_no_logit_before_it():
    model, source = small(), torch.tensor([[0, 1, 3]])
    one, two = torch.tensor([[2, 5, 1, 3]]), torch.tensor([[2, 5, 4, 6]])
    a, b = (model(source, target).logits[0] for target in (one, two))
    assert torch.equal(a[:3], b[:3]) and not torch.isclose(a[3], b[3]).any()
    free = without(model, Ablation(causal=False))
    a, b = (free(source, target).logits[0] for target in (one, two))
    assert not torch.isclose(a[0], b[0]).any()


@pytest.mark.parametrize(("first", "known"), [(0, True), (5, True), (None, False)])
def test_positions_are_those_of_the_paper(first, known):
    model = without(small(), Ablation(positions=first))
    expected = sinusoidal(13, 8)[(first or 0) + 2 :][:4] if known else np.zeros((4, 8))
    np.testing.assert_allclose(model.positions(4, 2), expected, rtol=0, atol=1e-15)
    x = model.vectors(model.source_embedding, torch.tensor([[1, 1]]))
    torch.testing.assert_close(x[0, 0], 8**0.5 * model.source_embedding.weight[1])


@settings(max_examples=8)
@given(sentences, st.integers(0, 5))
def test_a_beam_of_one_is_greedy(sentence, seed):
    model = small(seed)
    tree = beam_tree(model, sentence, width=1, longest=7)
    assert tree.word == write_sentence(model, sentence, longest=7) and tree.kept.all()


@settings(max_examples=6)
@given(sentences, st.integers(2, 4), st.integers(0, 5))
def test_totals_of_a_beam_are_what_teacher_forcing_says(sentence, width, seed):
    model = small(seed)
    tree = beam_tree(model, sentence, width, longest=4)
    source = places(model, sentence)
    for node in range(len(tree.word)):
        words = [model.target_index[tree.word[n]] for n in tree.path(node)]
        log_p = model(source, torch.tensor([words])).logits[0].log_softmax(dim=-1)
        total = sum(float(log_p[t, word]) for t, word in enumerate(words))
        assert tree.total[node] == pytest.approx(total, abs=1e-11)


def test_what_has_been_read_already_is_not_read_again():
    model = small()
    source = places(model, SENTENCE)
    memory = model.remember(model.read(source).output)
    assert greedy(model, source, 6, memory) == greedy(model, source, 6)


def test_many_sentences_come_out_as_each_alone():
    model, many = small(2), [("我",), SENTENCE, ("你", "爱", "书"), ("茶", "茶")]
    found = translate_all(model, many, longest=6)
    assert found == [write_sentence(model, sentence, longest=6) for sentence in many]
    assert all(END not in words[:-1] for words in found)


def test_without_shares_the_weights_and_leaves_the_model_as_it_is():
    model = small()
    before = model(torch.tensor([[0, 1]]), torch.tensor([[2, 5]])).logits
    other = without(model, Ablation(off=frozenset(all_codes(2))))
    assert other.readout is model.readout and other.encoder is model.encoder
    after = model(torch.tensor([[0, 1]]), torch.tensor([[2, 5]])).logits
    assert model.ablation is INTACT and torch.equal(before, after)
    # nothing but the embeddings is left: the source is not seen
    blind = [other(torch.tensor([[k]]), torch.tensor([[2, 5]])).logits for k in (0, 3)]
    assert torch.equal(*blind)


def test_the_same_generator_gives_the_same_model():
    one, two, three = small(1), small(1), small(2)
    for name, weight in one.state_dict().items():
        assert torch.equal(weight, two.state_dict()[name]), name
    assert not torch.equal(one.readout.weight, three.readout.weight)
    assert small(dtype=torch.float32).readout.weight.dtype == torch.float32
    assert one.target_words == (END, *TARGET) and one.start == len(TARGET) + 1


@pytest.mark.parametrize(
    ("ablation", "rule"),
    [
        (Ablation(off=frozenset({"e3s"})), "off must be among e1s, .*d2f, got e3s"),
        (Ablation(cut=frozenset({"x"})), "cut must be among e1s, .*d2f, got x"),
        (Ablation(heads=frozenset({("d1f", 0)})), "heads must be 0–1 of e1s, .*, got "),
        (Ablation(heads=frozenset({("d1c", 2)})), "heads must be 0–1 of e1s, .*, got "),
        (Ablation(positions=-1), "positions must be at least 0, got -1"),
    ],
)
def test_parts_that_there_are_not_are_refused(ablation, rule):
    with pytest.raises(InputError, match=rule):
        without(small(), ablation)


@pytest.mark.parametrize(
    ("sentence", "options", "rule"),
    [
        ((), {}, "sentence must be at least 1 word"),
        (("我", "x"), {}, "sentence must be words that the model knows, got x"),
        (SENTENCE, {"longest": 0}, "longest must be at least 1, got 0"),
        (SENTENCE, {"target": ("tea", "x")}, "target must be words that the model knows, got x"),
        (SENTENCE, {"target": ()}, "target must be at least 1 word"),
    ],
)
def test_sentences_that_cannot_be_read_are_refused(sentence, options, rule):
    with pytest.raises(InputError, match=rule):
        record_machine(small(), sentence, **options)
    if "target" not in options:
        with pytest.raises(InputError, match=rule):
            write_sentence(small(), sentence, **options)
