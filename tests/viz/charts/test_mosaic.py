import base64
import json
from dataclasses import replace

import frontmatter
import numpy as np
import pytest

from core.errors import InputError
from core.networks import masks
from core.traces.attention import AttentionTrace
from viz.charts.mosaic import mosaic

WORDS = frontmatter.load("text/en/stage.md").metadata["labels"]


def layers(count=2, heads=3):
    draw = np.random.default_rng(0).normal
    return [
        AttentionTrace(
            tokens=("the", "cat"),
            keys=("le", "chat", "noir"),
            layer=layer,
            q=draw(size=(heads, 2, 4)),
            k=draw(size=(heads, 3, 4)),
            v=draw(size=(heads, 3, 4)),
        )
        for layer in range(count)
    ]


def test_each_cell_is_the_weight_that_its_labels_name():
    traces = layers()
    data = mosaic(traces, WORDS).data
    assert data["values"].shape == (2 * 2, 3 * 3)
    assert data["rows"] == ["1 · the", "1 · cat", "2 · the", "2 · cat"]
    assert data["columns"][3:6] == ["2 · le", "2 · chat", "2 · noir"]
    for layer, trace in enumerate(traces):
        for head in range(3):
            cell = data["values"][2 * layer : 2 * layer + 2, 3 * head : 3 * head + 3]
            np.testing.assert_allclose(cell, 100 * trace.weights[head], atol=0.5)


def test_a_weight_takes_one_byte_on_its_way_to_the_browser():
    packed = mosaic(layers(), WORDS).payload()["data"]["values"]
    json.dumps(packed)
    assert packed["dtype"] == "uint8"
    assert len(base64.b64decode(packed["b64"])) == 4 * 9


def test_a_masked_weight_is_0_and_a_sure_one_100():
    words = ("a", "b", "c")
    mask = masks.additive(masks.causal(3))
    q = np.zeros((1, 3, 2))
    trace = AttentionTrace(tokens=words, keys=words, q=q, k=q, v=q, mask=mask)
    expected = [[100, 0, 0], [50, 50, 0], [33, 33, 33]]
    np.testing.assert_array_equal(mosaic([trace], WORDS).data["values"], expected)


def test_layers_that_do_not_fit_together_are_refused():
    first, second = layers()
    with pytest.raises(InputError, match="traces must be of one text"):
        mosaic([first, replace(second, tokens=("a", "dog"))], WORDS)
    with pytest.raises(InputError, match="traces must be of one text"):
        mosaic([], WORDS)
