"""The shipped encoder–decoder Transformer as everybody loads it."""

import pytest
import torch

from core.networks.seq2seq_transformer.stack import StackConfig
from core.networks.seq2seq_transformer.torch_twin import torch_twin
from core.networks.seq2seq_transformer.untrained import seq2seq_transformer
from core.recorders.stack import record_machine
from core.shipped.seq2seq_transformer import (
    load_seq2seq_transformer,
    open_seq2seq_transformer,
    save_seq2seq_transformer,
)
from core.traces.translation import END


def test_everybody_gets_the_same_model_and_nobody_can_train_it():
    model = load_seq2seq_transformer()
    assert model is load_seq2seq_transformer() and not model.training
    assert not any(weight.requires_grad for weight in model.parameters())
    assert {weight.dtype for weight in model.parameters()} == {torch.float32}
    assert model.target_words[0] == END and END not in model.source_words


@pytest.mark.filterwarnings("ignore:enable_nested_tensor")
def test_it_says_what_torchs_transformer_says_on_its_weights():
    model = load_seq2seq_transformer()
    found = record_machine(model, ("我", "喜欢", "茶", "。"))
    twin = torch_twin(model.encoder, model.decoder).eval()
    x, y = (torch.tensor(trace.line[0].copy())[None] for trace in (found.encoder, found.decoder))
    with torch.no_grad():
        mask = twin.generate_square_subsequent_mask(y.shape[1])
        logits = model.readout(twin(x, y, tgt_mask=mask))
    torch.testing.assert_close(logits[0], torch.tensor(found.decoder.logits), rtol=0, atol=1e-3)
    words = tuple(model.target_words[word] for word in logits[0].argmax(dim=-1))
    assert words == found.decoder.target


def test_a_file_holds_words_sizes_and_the_weights_to_half_precision(tmp_path):
    config = StackConfig(layers=1, d=4, heads=2, hidden=3, bias=True, activation="gelu")
    words = ("我", "喝", "茶"), ("i", "drink", "tea")
    model = seq2seq_transformer(config, *words, torch.Generator().manual_seed(0))
    save_seq2seq_transformer(model, tmp_path / "tiny.safetensors")
    again = open_seq2seq_transformer(tmp_path / "tiny.safetensors")
    assert again.source_words == words[0] and again.target_words == (END, *words[1])
    assert again.config == config
    for name, weight in model.named_parameters():
        assert torch.equal(again.get_parameter(name), weight.half().float()), name
