"""Figures of an encoder–decoder Transformer: without its parts, by head, place by place."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from core.data.sentence_pairs import Pair
from core.measures.alignment import strict_counts, strict_error_rate
from core.networks.seq2seq.decoding import places, translate_all
from core.networks.seq2seq_transformer.ablation import (
    BACK,
    CROSS,
    DECODER,
    FEED,
    INTACT,
    Ablation,
    all_codes,
    codes,
)
from core.networks.seq2seq_transformer.model import Seq2SeqTransformer, without
from core.networks.seq2seq_transformer.stack import StackRun
from core.traces.translation import END
from train.translator import PADDING

SHIFT = 5  # places


def ablations(layers: int, heads: int) -> dict[str, Ablation]:
    """Everything that is taken away, one thing at a time, by a name."""
    every = all_codes(layers)
    found = {"intact": INTACT}
    found |= {f"off {code}": Ablation(off=frozenset({code})) for code in every}
    found |= {f"cut {code}": Ablation(cut=frozenset({code})) for code in every}
    found |= {
        f"head {code} {head}": Ablation(heads=frozenset({(code, head)}))
        for code in every
        if code[-1] != FEED
        for head in range(heads)
    }
    found["off encoder"] = Ablation(off=frozenset(codes("e", layers)))
    found["off feed-forward"] = Ablation(off=frozenset(c for c in every if c[-1] == FEED))
    for back in BACK[1:]:  # behind the first cut
        found[f"cut e1s, {back} back"] = Ablation(cut=frozenset({"e1s"}), back=back)
    found["positions none"] = Ablation(positions=None)
    found["positions shifted"] = replace(INTACT, positions=SHIFT)
    return found


def right_without(model: Seq2SeqTransformer, pairs: Sequence[Pair]) -> dict[str, int]:
    """How many of these sentences come out right, word by word, with each thing taken away."""
    found = {}
    for name, ablation in ablations(model.config.layers, model.config.heads).items():
        written = translate_all(without(model, ablation), [pair.source for pair in pairs])
        found[name] = sum(
            words == (*pair.target, END) for words, pair in zip(written, pairs, strict=True)
        )
    return found


@torch.no_grad()
def taught(
    model: Seq2SeqTransformer, pairs: Sequence[Pair]
) -> Iterator[tuple[list[Pair], Tensor, StackRun]]:
    """Sentences of one length together: the pairs, their targets (n, target), the decoder's run."""
    by_length = sorted(pairs, key=lambda pair: len(pair.source))
    for _, same in groupby(by_length, key=lambda pair: len(pair.source)):
        alike = list(same)
        source = torch.cat([places(model, pair.source) for pair in alike])
        rows = [torch.tensor([model.target_index[w] for w in (*p.target, END)]) for p in alike]
        target = pad_sequence(rows, True, PADDING)
        before = model.shifted(target.clamp(min=0))
        yield alike, target, model.write(before, model.read(source).output)


def alignment(model: Seq2SeqTransformer, pairs: Sequence[Pair]) -> dict[str, Any]:
    """The strict alignment error of each head of cross-attention, of each layer, and of all.

    A layer's weights are the mean of its heads, those of "all" the mean of the layers.
    """
    names = [c for c in codes(DECODER, model.config.layers) if c[-1] == CROSS]
    counted: dict[str, list[tuple[int, int]]] = {}
    for alike, _, run in taught(model, pairs):
        looks = [run.sublayers[code].look for code in names]
        weights = torch.stack([look.weights for look in looks if look is not None], dim=1)
        for row, pair in enumerate(alike):
            each = weights[row].numpy()  # (layer, head, target, source)
            maps = {f"{code} {h}": m for code, heads in zip(names, each, strict=True)
                    for h, m in enumerate(heads)}  # fmt: skip
            maps |= dict(zip(names, each.mean(axis=1), strict=True))
            maps["all"] = each.mean(axis=(0, 1))
            for name, values in maps.items():
                counted.setdefault(name, []).append(strict_counts(values, pair))
    return {name: round(strict_error_rate(counts), 4) for name, counts in counted.items()}


def lens(model: Seq2SeqTransformer, pairs: Sequence[Pair]) -> dict[str, list[float]]:
    """At each place of the decoder, over all words: how often the right word is the likeliest.

    Beside it the mean of ‖line‖, and of ‖write‖ of the sublayer that leads there.
    """
    right, norms, writes, words = 0.0, 0.0, 0.0, 0
    for _, target, run in taught(model, pairs):
        seen = target != PADDING
        lines = torch.stack([run.embedded, *(one.line for one in run.sublayers.values())])
        best = model.readout(model.decoder.norm(lines)).argmax(dim=-1)  # (place, n, target)
        added = torch.stack([one.write for one in run.sublayers.values()])
        right = right + ((best == target) & seen).sum(dim=(1, 2))
        norms = norms + (lines.norm(dim=-1) * seen).sum(dim=(1, 2))
        writes = writes + (added.norm(dim=-1) * seen).sum(dim=(1, 2))
        words += int(seen.sum())
    shares = {"right": right, "norm": norms, "write": writes}
    return {
        name: np.round(np.asarray(total, dtype=np.float64) / words, 4).tolist()
        for name, total in shares.items()
    }
