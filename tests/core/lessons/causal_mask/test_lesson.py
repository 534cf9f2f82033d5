"""The lesson on the causal mask: the recording, exact zeros, and what the page says."""

import io
import re

import numpy as np
import pandas as pd
import pytest
import torch
from torch.autograd.functional import jacobian

from core.errors import InputError
from core.lessons.causal_mask import painted as painted_mask
from core.lessons.causal_mask.lesson import (
    ahead,
    answers,
    record_lesson,
    shipped,
    snippet,
    table,
    unknown,
)
from core.lessons.causal_mask.patterns import GUESSES
from core.lessons.causal_mask.run import behind, differences, doubled, last_alone, nowhere, run
from core.lessons.causal_mask.settings import MODELS, CausalMask, Lesson
from core.networks import masks
from core.shipped.language_models import tokens
from tests.snippets import printed

SHORT = "a set"
PAINTED = painted_mask.write(np.array([[1, 0, 0, 0, 0], [1, 1, 0, 0, 0], [0] * 5, [0, 0, 1, 1, 0],
                                       [0, 0, 0, 1, 1]], dtype=bool))  # fmt: skip


def settings(**changes):
    return CausalMask(text=SHORT, n=2, cells=PAINTED, **changes)


def test_what_is_shown_and_what_the_default_mask_does_not_use_leave_the_shipped_recording():
    assert record_lesson(CausalMask(head=0, key=2, n=5, cells="3.AA")) is shipped()
    assert shipped().stream.tokens == tuple(CausalMask.text)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("depth", ["all", "one"])
@pytest.mark.parametrize("mask", GUESSES)
def test_derivatives_are_exactly_0_where_no_way_leads(mask, depth, model):
    chosen = settings(mask=mask, depth=depth, model=model)
    made = run(chosen)
    one = (chosen.matrix | np.eye(len(SHORT), dtype=bool)).astype(int)
    ways = np.linalg.matrix_power(one, chosen.reach) > 0
    np.testing.assert_array_equal(made.depends, ways)
    assert (made.influence.dx[~ways] == 0).all()
    right = {"none": "all", "causal": "before", "padding": "kept", "prefix": "prefix"}
    by_depth = {"window": ("twice", "window"), "painted": ("passed", "open")}
    expected = right.get(mask) or by_depth[mask][depth == "one"]
    assert answers(chosen, made) == (expected,)


def test_derivatives_are_those_of_torchs_jacobian():
    chosen = settings(mask="window")
    model, mask = doubled("masked"), torch.tensor(masks.additive(chosen.matrix, np.float64))
    x = model.embed(tokens(SHORT)[None])[0]
    each = jacobian(lambda x: behind(model, mask, 2, x), x)  # (output, channel, input, channel)
    theirs = each.pow(2).sum(dim=(1, 3)).sqrt().numpy()
    np.testing.assert_allclose(run(chosen).influence.dx, theirs, rtol=1e-10)


def test_behind_all_layers_stands_what_the_readout_reads():
    model, x = doubled("masked"), doubled("masked").embed(tokens(SHORT)[None])[0]
    mask = model.own_mask(len(SHORT)).double()
    with torch.no_grad():
        logits = model.readout(model.norm(behind(model, mask, 2, x)))
        torch.testing.assert_close(logits, model(tokens(SHORT)[None])[0])


@pytest.mark.parametrize("mask", GUESSES)
def test_rows_sum_to_1_and_shut_pairs_have_weight_0(mask):
    chosen = settings(mask=mask)
    for trace in run(chosen).layers:
        assert (trace.weights[:, ~chosen.matrix] == 0).all()
        sums, dark = trace.weights.sum(axis=2), ~chosen.matrix.any(axis=1)
        np.testing.assert_allclose(sums[:, ~dark], 1, atol=1e-6)
        assert (sums[:, dark] == 0).all()
        np.testing.assert_array_equal(trace.fully_masked, np.tile(dark, (4, 1)))


def test_a_text_of_padding_only_depends_on_itself_and_nothing_is_nan():
    chosen = CausalMask(mask="padding", n=0, text=SHORT)
    made = run(chosen)
    np.testing.assert_array_equal(made.depends, np.eye(len(SHORT), dtype=bool))
    assert np.isfinite(made.stream.logits).all()
    assert "kept" in answers(chosen, made)


def test_sizes_stay_within_the_text():
    assert CausalMask(mask="window", n=0, text=SHORT).size == 1
    assert CausalMask(mask="prefix", n=16, text=SHORT).size == len(SHORT)
    with pytest.raises(InputError, match="n must be 0–16, got 17"):
        CausalMask(n=17)
    with pytest.raises(InputError, match="text"):
        CausalMask(text="a")


def test_what_is_shown_does_not_change_what_is_recorded():
    one = CausalMask(mask="painted", cells=PAINTED, n=7, head=1, key=0)
    assert one.recorded == CausalMask(mask="painted", cells=PAINTED, n=2, how="likeliest").recorded
    assert CausalMask(mask="window", n=7).recorded != CausalMask(mask="window", n=2).recorded


def test_characters_that_were_never_seen_are_named_once():
    assert unknown("né 好好") == ("é", "好")
    assert isinstance(run(CausalMask(text="né 好好")), Lesson)


def test_everything_is_in_the_table():
    made = shipped()
    T = len(made.stream.tokens)
    found = pd.read_csv(io.StringIO(table(made)), keep_default_na=False, na_values=[""])
    assert len(found) == 2 * 2 * 4 * T**2 + T**2
    slopes = found[found.quantity == "dx"].value.to_numpy(float)
    np.testing.assert_allclose(slopes, made.influence.dx.ravel())
    scores = found[found.quantity == "masked"].value.to_numpy(float)
    assert np.isneginf(scores).sum() == 8 * T * (T - 1) / 2


@pytest.mark.parametrize("depth", ["all", "one"])
@pytest.mark.parametrize("mask", ["causal", "painted"])
def test_the_snippet_prints_the_derivatives_of_the_picture(mask, depth):
    chosen = settings(mask=mask, depth=depth)
    shown = run(chosen).influence.dx
    said = printed(snippet(chosen))
    assert f"{(shown == 0).sum()} of 25 derivatives are exactly 0" in said
    rows = re.sub(r"[\[\]]", " ", said.split("]]")[0]).split()
    np.testing.assert_allclose(np.array(rows, float).reshape(5, 5), shown, atol=0.0051)


def test_torch_and_the_written_out_attention_agree():
    for mask in ("prefix", "painted"):
        assert max(differences(settings(mask=mask)).values()) < 1e-5


def test_what_the_page_says_of_torch_holds():
    found = nowhere()
    assert np.isnan([found["softmax"], found["module"]]).all()
    assert found["sdpa"] == found["module_fast"] == found["ours"] == 0
    alone = last_alone()
    assert alone["flag"] == (1, 0, 0, 0)
    assert 0 < max(alone["whole"]) < 1


def test_what_the_page_says_of_the_models_holds():
    copies = run(CausalMask(model="unmasked", mask="none"))
    second = copies.layers[1].weights
    assert np.diagonal(second, 1, axis1=1, axis2=2).mean() > 0.9
    assert [copies.stream.likeliest(t, 1)[0] for t in range(9)] == list(CausalMask.text[1:])
    late = run(CausalMask(model="unmasked"))
    assert [late.stream.likeliest(t, 1)[0] for t in range(9)] != list(CausalMask.text[1:])
    assert ahead(shipped()).max() == 0
    assert ahead(copies).min() > 0
