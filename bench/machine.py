"""A translation by the Transformer: recording it, changing it, and torch's module with hooks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from statistics import median
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import linear

from bench.table import Row
from bench.timing import one_thread, ratio, seconds
from bench.translation import SENTENCE
from core.data.chinese_english import example
from core.data.chinese_english.corpus import held_out
from core.lessons.transformer.run import run
from core.lessons.transformer.settings import Transformer
from core.networks.seq2seq_transformer.ablation import Ablation, all_codes
from core.networks.seq2seq_transformer.model import Seq2SeqTransformer, without
from core.recorders.record import record
from core.recorders.stack import record_machine, write_sentence
from core.shipped.seq2seq_transformer import load_seq2seq_transformer
from ui.text import load
from viz.lessons.transformer import stage

SENTENCES = 60  # held-out ones
OPENING = ("time", "place", "relative"), 95  # of `core.data.chinese_english.example`


def rows() -> Iterator[Row]:
    """Recorded against plain; another sentence; a changed run; what is sent; torch with hooks."""
    model = load_seq2seq_transformer()
    ours, theirs = (partial(each, model, SENTENCE) for each in (record_machine, write_sentence))
    measured = ratio(ours, theirs, rounds=41, repeats=3)
    what = f"Transformer, everything recorded / greedy decode, {len(SENTENCE)} words"
    yield Row(what, measured, 1.3, "1 (nothing kept)")
    yield another_sentence(model)
    yield changed_run(model)
    yield from payloads()
    for size, words in ((64, 12), (512, 64)):
        yield beside_hooks(size, words)


def another_sentence(model: Seq2SeqTransformer) -> Row:
    """Half of the held-out sentences are written and recorded faster."""
    runs = [partial(record_machine, model, pair.source) for pair in islice(held_out(), SENTENCES)]
    return Row("Transformer, another sentence recorded, p50", half(runs), 100, "0", unit=" ms")


def changed_run(model: Seq2SeqTransformer) -> Row:
    """The opening sentence with each sublayer switched off, and with the line cut around each."""
    source = example(*OPENING).source
    every = [frozenset({code}) for code in all_codes(model.config.layers)]
    taken = [*(Ablation(off=one) for one in every), *(Ablation(cut=one) for one in every)]
    runs = [partial(record_machine, without(model, one), source) for one in taken]
    return Row("Transformer, a sublayer off or cut, p50", half(runs), 30, "0", unit=" ms")


def payloads() -> Iterator[Row]:
    """The lesson's whole stage, as the text that is sent to the browser."""
    words = load("transformer", "en").labels
    for example_name, bar in (("kitchen", 100), ("long", 700)):
        settings = Transformer(example=example_name)
        lesson = run(settings)
        sent = json.dumps(stage(lesson, settings, words=words, covered=False).payload())
        lengths = f"{len(lesson.found.encoder.tokens)} → {len(lesson.found.decoder.target)} words"
        what = f"Transformer, the stage that is sent, {lengths}"
        yield Row(what, len(sent.encode()) / 1000, bar, "–", unit=" kB")


def half(runs: Sequence[Callable[[], object]]) -> float:
    """The median of runs in ms, each the faster of two."""
    with one_thread():
        runs[0]()
        return 1000 * median(min(seconds(run), seconds(run)) for run in runs)


def beside_hooks(size: int, words: int) -> Row:
    """``record`` of an ``nn.Transformer`` against hooks that keep the same."""
    generator = torch.Generator().manual_seed(0)
    heads = max(4, size // 64)
    module = nn.Transformer(size, heads, 2, 2, 4 * size, 0.0, batch_first=True, norm_first=True)
    module.eval()
    src, tgt = (torch.randn(1, words, size, generator=generator) for _ in range(2))
    mask = nn.Transformer.generate_square_subsequent_mask(words)
    ours = partial(record, module, src, tgt, tgt_mask=mask)
    faster = ratio(ours, partial(hooked, module, src, tgt, mask), rounds=21, repeats=3)
    what = f"record / nn.Transformer with hooks, 2 + 2 layers, L={words}, d={size}"
    return Row(what, faster, 1, "–")


@torch.no_grad()
def hooked(module: nn.Transformer, src: Tensor, tgt: Tensor, mask: Tensor) -> list[object]:
    """The same by forward hooks: what each part returns, and q, k, v and each head's output.

    Hooks do not see the last four, which are computed from what an attention is given.
    """
    kept: list[object] = []
    handles = []
    for part in module.modules():
        if isinstance(part, nn.MultiheadAttention):
            handles.append(part.register_forward_pre_hook(_ask, with_kwargs=True))
            handles.append(part.register_forward_hook(lambda *seen: kept.append(_heads(*seen))))
        handles.append(part.register_forward_hook(lambda _, args, out: kept.append(out)))
    module(src, tgt, tgt_mask=mask)
    for handle in handles:
        handle.remove()
    return kept


def _heads(part: nn.MultiheadAttention, args: tuple[Tensor, ...], out: Any) -> tuple[Tensor, ...]:
    """q, k and v (n, head, time, channel), and what each head writes (n, head, time, d)."""
    parts = zip(args, part.in_proj_weight.chunk(3), part.in_proj_bias.chunk(3), strict=True)
    q, k, v = (
        linear(x, W, b).unflatten(-1, (part.num_heads, -1)).transpose(1, 2) for x, W, b in parts
    )
    W_out = part.out_proj.weight.unflatten(1, (part.num_heads, -1))  # (d, head, channel)
    return q, k, v, torch.einsum("nhqc,dhc->nhqd", out[1] @ v, W_out)


def _ask(_: Any, args: tuple[Any, ...], options: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The weights of every head, which torch's layers leave out."""
    return args, {**options, "need_weights": True, "average_attn_weights": False}
