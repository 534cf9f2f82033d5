"""Any torch RNN, GRU or LSTM, saved and read back, computes exactly what it did."""

import io

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import save
from torch import nn

from core.uploads.read import read
from core.uploads.refusal import UploadError
from core.uploads.state_dict import (
    embeddings,
    first_that_fits,
    module,
    module_shape,
    prefixes,
    unused,
)
from tests.modules import seeded


def as_pt(tensors):
    stream = io.BytesIO()
    torch.save(tensors, stream)
    return stream.getvalue()


@st.composite
def modules(draw):
    kind = draw(st.sampled_from([nn.RNN, nn.GRU, nn.LSTM]))
    hidden = draw(st.integers(1, 9))
    options = {"bias": draw(st.booleans()), "bidirectional": draw(st.booleans())}
    if kind is nn.LSTM and hidden > 1:
        options["proj_size"] = draw(st.integers(0, hidden - 1))
    if kind is nn.RNN:
        options["nonlinearity"] = draw(st.sampled_from(["tanh", "relu"]))
    sizes = draw(st.integers(1, 6)), hidden, draw(st.integers(1, 3))
    made = seeded(kind, *sizes, **options)
    generator = torch.Generator().manual_seed(draw(st.integers(0, 999)))
    with torch.no_grad():
        for weight in made.parameters():
            weight.uniform_(-0.7, 0.7, generator=generator)
    return made.to(draw(st.sampled_from([torch.float32, torch.float64]))).eval()


@settings(max_examples=60)
@given(modules(), st.sampled_from(["", "lstm.", "encoder.rnn.", "module.a.b."]), st.booleans())
def test_saved_and_read_back_it_gives_equal_outputs(original, prefix, zipped):
    tensors = {f"{prefix}{name}": w for name, w in original.state_dict().items()}
    tensors |= {"head.weight": torch.ones(3, original.hidden_size), "head.bias": torch.ones(3)}
    found = read(as_pt(tensors) if zipped else save(tensors))
    assert prefixes(found) == (prefix,)
    here = module_shape(found, prefix)
    assert here.network == type(original).__name__.lower()
    assert (here.inputs, here.hidden) == (original.input_size, original.hidden_size)
    assert (here.layers, here.bidirectional) == (original.num_layers, original.bidirectional)
    assert (here.bias, here.proj) == (original.bias, original.proj_size)
    again = module(found, here, getattr(original, "nonlinearity", "tanh"))
    for name, weight in original.state_dict().items():
        assert torch.equal(again.state_dict()[name], weight)
    draws = torch.Generator().manual_seed(1)
    x = torch.randn(5, here.inputs, dtype=original.weight_ih_l0.dtype, generator=draws)
    with torch.no_grad():  # kernels may round the last bit by where the memory lies
        torch.testing.assert_close(again(x)[0], original(x)[0], rtol=1e-5, atol=1e-5)


@settings(max_examples=60)
@given(st.integers(2, 40), st.data())
def test_a_projected_lstm_without_its_projection_is_never_taken_for_another(hidden, data):
    proj = data.draw(st.integers(1, hidden - 1))
    tensors = seeded(nn.LSTM, 2, hidden, proj_size=proj).state_dict()
    del tensors["weight_hr_l0"]
    with pytest.raises(UploadError) as caught:
        module_shape(tensors)
    assert caught.value.code == "factor"


def test_several_layers_in_one_model_are_all_offered():
    model = nn.ModuleDict({"encoder": seeded(nn.LSTM, 2, 3), "decoder": seeded(nn.GRU, 4, 5)})
    assert prefixes(model.state_dict()) == ("encoder.", "decoder.")
    assert module_shape(model.state_dict(), "decoder.").network == "gru"


def renamed(tensors, prefix):
    return {prefix + name: tensor for name, tensor in tensors.items()}


@pytest.mark.parametrize(
    ("first", "later"), [("encoder.rnn.", "decoder.rnn."), ("model.", "ema."), ("net.", "swa.")]
)
def test_a_decoder_and_averages_come_after_the_others_wherever_they_stand(first, later):
    gru = seeded(nn.GRU, 2, 3).state_dict()
    assert prefixes(renamed(gru, later) | renamed(gru, first)) == (first, later)


def test_layers_that_are_alike_come_in_the_order_of_the_file():
    gru = seeded(nn.GRU, 2, 3).state_dict()
    assert prefixes(renamed(gru, "z.") | renamed(gru, "a.")) == ("z.", "a.")


def test_the_first_layer_that_fits_is_chosen_and_what_does_not_fit_has_its_full_name():
    bad = spoilt(SPOILT["shape"])
    tensors = renamed(bad, "a.") | renamed(seeded(nn.GRU, 2, 3).state_dict(), "b.")
    found = prefixes(tensors)
    assert found == ("a.", "b.")
    assert first_that_fits(tensors, found) == "b."
    assert first_that_fits(renamed(bad, "a."), ("a.",)) == "a."
    for code, change in SPOILT.items():
        with pytest.raises(UploadError) as caught:
            module_shape(renamed(spoilt(change), "a."), "a.")
        assert str(caught.value.numbers["value"]).startswith("a."), code


def test_half_precision_becomes_single():
    lstm = seeded(nn.LSTM, 2, 3).half()
    made = module(lstm.state_dict(), module_shape(lstm.state_dict()))
    assert made.weight_ih_l0.dtype == torch.float32
    torch.testing.assert_close(made.weight_hh_l0, lstm.weight_hh_l0.float(), rtol=0, atol=0)


def test_the_module_does_not_share_the_tensors():
    tensors = seeded(nn.GRU, 2, 3).state_dict()
    made = module(tensors, module_shape(tensors))
    tensors["weight_hh_l0"].fill_(7)
    assert not (made.weight_hh_l0 == 7).any()


def spoilt(change):
    tensors = {name: w.clone() for name, w in seeded(nn.LSTM, 2, 3, 2).state_dict().items()}
    change(tensors)
    return tensors


SPOILT = {
    "missing": lambda t: t.pop("weight_hh_l1"),
    "shape": lambda t: t.update(weight_ih_l1=torch.ones(12, 5)),
    "factor": lambda t: t.update(weight_hh_l0=torch.ones(6, 3)),
    "finite": lambda t: t["bias_hh_l0"].fill_(float("nan")),
    "numbers": lambda t: t.update(bias_ih_l0=torch.ones(12, dtype=torch.int64)),
}


@pytest.mark.parametrize("code", SPOILT)
def test_what_does_not_fit_is_named(code):
    with pytest.raises(UploadError) as caught:
        module_shape(spoilt(SPOILT[code]))
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("name", "tensor", "code"),
    [
        ("weight_hh_l0", torch.ones(12), "shape"),
        ("weight_hh_l0", torch.ones(0, 3), "shape"),
        ("weight_hh_l0", torch.tensor(1.0), "shape"),
        ("weight_ih_l0", torch.full((12, 2), float("inf")), "finite"),
        ("weight_ih_l0", torch.ones(12, 2).to_sparse(), "numbers"),
        ("weight_ih_l9999", torch.ones(12, 2), "missing"),
        ("weight_ih_l7", torch.ones(12, 3), "missing"),
        ("weight_hr_l0", torch.ones(5, 3), "shape"),
    ],
)
def test_odd_tensors_are_refused(name, tensor, code):
    with pytest.raises(UploadError) as caught:
        module_shape(seeded(nn.LSTM, 2, 3).state_dict() | {name: tensor})
    assert caught.value.code == code


def test_no_recurrent_layer():
    with pytest.raises(UploadError) as caught:
        prefixes(seeded(nn.Linear, 2, 3).state_dict())
    assert caught.value.code == "no_layer"


def test_embeddings_of_the_right_width_are_found():
    tensors = {
        "embedding.weight": torch.ones(9, 4),
        "encoder.weight": torch.ones(8, 4),
        "head.weight": torch.ones(7, 4),
        "emb2.weight": torch.ones(7, 5),
        "emb3.weight": torch.full((7, 4), float("nan")),
    }
    assert embeddings(tensors, 4) == ("embedding.weight", "encoder.weight")


NAMED = (
    *("emb", "emb2.weight", "wemb", "Wemb.weight", "tok_emb.weight", "charEmb.weight"),
    *("embed_tokens.weight", "word_embeddings.weight", "model.embedder.weight"),
    *("transformer.wte.weight", "encoder.weight"),
)


def test_words_that_only_contain_emb_are_no_embeddings():
    names = ["remember", "ensemble", "member", "assembly", "december", "emblem", "Remember.weight"]
    assert embeddings(dict.fromkeys(names, torch.ones(9, 4)), 4) == ()


@pytest.mark.parametrize("name", NAMED)
def test_names_that_projects_give_their_embeddings(name):
    assert embeddings({name: torch.ones(9, 4)}, 4) == (name,)


def test_the_embedding_of_the_same_part_of_the_model_comes_first():
    names = "encoder.embedding.weight", "decoder.pos_emb.weight", "decoder.embedding.weight"
    tensors = dict.fromkeys(names, torch.ones(9, 4))
    assert embeddings(tensors, 4, "encoder.rnn.")[0] == names[0]
    assert embeddings(tensors, 4, "decoder.rnn.")[0] == names[2]
    assert embeddings(tensors, 4, "decoder.rnn.")[-1] == names[0]


def test_what_torchs_layer_has_no_place_for_is_named():
    lstm = seeded(nn.LSTM, 2, 3).state_dict()
    own = {"layernorm_ih.weight": torch.ones(12), "layernorm_ih.bias": torch.ones(12)}
    tensors = {f"rnn.{name}": w for name, w in (lstm | own).items()}
    tensors |= {f"rnn.inner.{name}": w for name, w in lstm.items()}
    tensors |= {"head.weight": torch.ones(3), "rnn.embedding.weight": torch.ones(9, 2)}
    assert unused(tensors, "rnn.") == ("rnn.layernorm_ih.weight", "rnn.layernorm_ih.bias")
    assert unused(tensors, "rnn.inner.") == ()
    assert unused(lstm | own, "") == tuple(own)
