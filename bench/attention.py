"""The cost of recording attention, and of all heads in one picture; peers where installed.

``pip install -r bench/requirements.txt`` installs the peers, TransformerLens and BertViz.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib.util import find_spec

import numpy as np
import torch
from torch import Tensor, nn

from bench.table import Row
from bench.timing import ratio
from core.networks.masks import additive, causal
from core.recorders.record import record
from core.recorders.words import numbers
from core.traces.attention import AttentionTrace
from ui.text import load
from viz.charts.mosaic import mosaic
from viz.view import Clock, Stage

WORDS, HEADS = 64, 8
SYMBOLS, LENS_HEADS = 50, 4
CLOCK = Clock(length=1, label="")
MISSING = "is not installed (pip install -r bench/requirements.txt): its rows are left out"


def rows() -> Iterator[Row | str]:
    """One attention on 64 words; then against TransformerLens and BertViz."""
    yield from recorded(512)
    for package, more in (("transformer_lens", lens_rows), ("bertviz", mosaic_rows)):
        if find_spec(package):
            yield from more()
        else:
            yield f"{package} {MISSING}"


def prepare(size: int) -> tuple[nn.MultiheadAttention, Tensor]:
    """An attention of eight heads, as wide as its input, and 64 words."""
    x = torch.randn(WORDS, 1, size, generator=torch.Generator().manual_seed(0))
    return nn.MultiheadAttention(size, HEADS).eval(), x


def plain(module: nn.MultiheadAttention, x: Tensor) -> object:
    """The module's forward pass, which ends in ``F.scaled_dot_product_attention``."""
    with torch.no_grad():
        return module(x, x, x, need_weights=False)


def everything(module: nn.MultiheadAttention, x: Tensor) -> object:
    """A record, and all that can be derived of it: scores, mask, weights, out."""
    trace = record(module, x, need_weights=False).trace
    return trace.scores, trace.masked, trace.weights, trace.out


def recorded(size: int) -> Iterator[Row]:
    """q, k and v kept, then everything derived, at the size of Vaswani et al. 2017."""
    module, x = prepare(size)
    theirs, what = partial(plain, module, x), f"L={WORDS}, d={size}"
    kept = ratio(partial(record, module, x, need_weights=False), theirs, rounds=41, repeats=10)
    limit = "1 (the module alone)"
    yield Row(f"record / nn.MultiheadAttention forward (SDPA), {what}", kept, 1.15, limit)
    derived = ratio(partial(everything, module, x), theirs, rounds=41, repeats=10)
    yield Row(f"the same with scores, mask, weights and out, {what}", derived, 1.3, limit)


def lens_rows() -> Iterator[Row]:
    """One layer that is nothing but attention: ours and theirs, from symbols to logits."""
    for size in (64, 128):
        ours, theirs = our_layer(size), their_layer(size)
        what = f"record / TransformerLens run_with_cache, 1 layer, L={WORDS}, d={size}"
        faster = ratio(theirs, ours, rounds=41, repeats=5)
        yield Row(f"{what}: times faster", faster, 3, "–", at_least=True)


def our_layer(size: int) -> Callable[[], object]:
    """Embed, record the attention with its mask, add, and read the logits off."""
    embedding, places = nn.Embedding(SYMBOLS, size), torch.randn(WORDS, size)
    attention, logits = nn.MultiheadAttention(size, LENS_HEADS).eval(), nn.Linear(size, SYMBOLS)
    mask, symbols = torch.tensor(additive(causal(WORDS))), torch.arange(WORDS) % SYMBOLS

    def run() -> object:
        with torch.no_grad():
            x = (embedding(symbols) + places)[:, None]  # (time, batch, size)
            found = record(attention, x, attn_mask=mask, need_weights=False)
            return logits(x + found.output[0]), found.trace

    return run


def their_layer(size: int) -> Callable[[], object]:
    """The same by TransformerLens."""
    from transformer_lens import HookedTransformer, HookedTransformerConfig

    config = HookedTransformerConfig(
        n_layers=1,
        d_model=size,
        n_heads=LENS_HEADS,
        d_head=size // LENS_HEADS,
        n_ctx=WORDS,
        d_vocab=SYMBOLS,
        attn_only=True,
        normalization_type=None,
        device="cpu",
    )
    model, symbols = HookedTransformer(config).eval(), torch.arange(WORDS)[None] % SYMBOLS

    def run() -> object:
        with torch.no_grad():
            return model.run_with_cache(symbols)

    return run


def mosaic_rows() -> Iterator[Row]:
    """12 × 12 heads of 64 × 64 weights, from arrays to what is sent to the browser."""
    traces = heads()
    words = load("stage", "en").labels
    theirs = [torch.tensor(trace.weights.copy())[None] for trace in traces]
    ours, viz = partial(picture, traces, words), partial(model_view, theirs, traces[0].tokens)
    what = f"12 × 12 heads of {WORDS} × {WORDS}: mosaic / BertViz model_view: times"
    yield Row(f"{what} faster", ratio(viz, ours, rounds=7), 30, "–", at_least=True)
    smaller = len(viz()) / len(ours())
    yield Row(f"{what} smaller", smaller, 15, "–", at_least=True)


def heads() -> list[AttentionTrace]:
    """Twelve layers of twelve heads."""
    tokens, traces = numbers(WORDS), []
    for layer in range(12):
        q, k, v = np.random.default_rng(layer).normal(size=(3, 12, WORDS, 64)).astype(np.float32)
        trace = AttentionTrace(tokens=tokens, keys=tokens, layer=layer, q=q, k=k, v=v)
        _ = trace.weights  # BertViz, too, is given weights
        traces.append(trace)
    return traces


def picture(traces: list[AttentionTrace], words: Mapping[str, str]) -> str:
    """Our stage with one mosaic, as the text that is sent."""
    views = (mosaic(traces, words),)
    return json.dumps(Stage(name="heads", clock=CLOCK, views=views, words=words).payload())


def model_view(weights: list[Tensor], tokens: Sequence[str]) -> str:
    """The page that BertViz makes of them."""
    from bertviz import model_view as view

    return view(weights, list(tokens), html_action="return").data
