"""The shipped translators as everybody loads them."""

import pytest
import torch

from core.errors import InputError
from core.networks.seq2seq.translator import step
from core.networks.seq2seq.untrained import translator
from core.recorders.translation import translate
from core.shipped.translators import NAMES, load_translator, open_translator, save_translator
from core.traces.translation import END
from tests.core.slow_translator import SlowTranslator


@pytest.mark.parametrize("name", NAMES)
def test_everybody_gets_the_same_model_and_nobody_can_train_it(name):
    model = load_translator(name)
    assert model is load_translator(name) and not model.training
    assert name.endswith(model.scoring)
    assert not any(weight.requires_grad for weight in model.parameters())
    assert {weight.dtype for weight in model.parameters()} == {torch.float32}
    assert model.target_words[0] == END and END not in model.source_words


def test_a_name_that_is_not_known_is_refused():
    with pytest.raises(InputError, match=r"one of zh_en_none, .*, got zh_en_concat"):
        load_translator("zh_en_concat")


@pytest.mark.parametrize("name", NAMES)
def test_the_fast_path_says_what_the_slow_one_says(name):
    model = load_translator(name)
    sentence = (
        tuple("22. November 2026") if name.startswith("dates") else ("我", "喜欢", "茶", "。")
    )
    trace = translate(model, sentence)
    source = [model.source_index[word] for word in sentence]
    words, said = SlowTranslator(model.scoring, model.state_dict()).write(source)
    assert trace.target == tuple(model.target_words[word] for word in words)
    for t, one in enumerate(said):
        assert abs(one.log_p.exp().numpy() - trace.probabilities[t]).max() < 1e-4
        if one.weights is not None:
            assert abs(one.weights.numpy() - trace.weights[t]).max() < 1e-4


@pytest.mark.parametrize("name", NAMES)
def test_the_equations_step_by_step_give_the_same_translation(name):
    model = load_translator(name)
    sentence = (
        tuple("3/11/1999") if name.startswith("dates") else ("他", "昨天", "跑步", "了", "。")
    )
    trace = translate(model, sentence)
    h, s, word = torch.tensor(trace.values), torch.tensor(trace.bottleneck), model.start
    for t, written in enumerate(trace.target):
        found = step(model, word, s, h)
        torch.testing.assert_close(found.unit.h, torch.tensor(trace.state[t]), rtol=0, atol=1e-5)
        s, word = found.unit.h, int(found.logits.argmax())
        assert model.target_words[word] == written


def test_a_file_holds_the_words_and_the_weights_to_half_precision(tmp_path):
    words = ("我", "喝", "茶"), ("i", "drink", "tea")
    sizes = {"embedding": 3, "encoder": 2, "attention": 5}
    model = translator("additive", *words, torch.Generator().manual_seed(0), **sizes)
    save_translator(model, tmp_path / "tiny.safetensors")
    again = open_translator(tmp_path / "tiny.safetensors")
    assert again.source_words == words[0] and again.target_words == (END, *words[1])
    assert again.sizes == sizes and again.scoring == "additive"
    for name, weight in model.named_parameters():
        assert torch.equal(again.get_parameter(name), weight.half().float()), name
