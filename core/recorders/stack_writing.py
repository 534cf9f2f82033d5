"""The fields of a decoder that writes: the lens at every place, and the sum of each logit."""

from typing import Any
from weakref import WeakKeyDictionary

import torch
from torch import Tensor

from core.networks.seq2seq_transformer.model import Seq2SeqTransformer
from core.networks.seq2seq_transformer.stack import FeedForward, Stack, StackRun, same

RANKS = 5  # words of the logit lens
BEST = 3  # words of a feed-forward unit
_UNIT_WORDS: WeakKeyDictionary[Stack, tuple[tuple[tuple[int, int], ...], Tensor]] = (
    WeakKeyDictionary()
)  # by decoder: the state of its weights, and what follows from them


def embedded(
    model: Seq2SeqTransformer, words: Tensor, target: bool = False
) -> tuple[Tensor, Tensor]:
    """The vectors of words (1, time), and those of their positions: each (time, d)."""
    table = model.target_embedding if target else model.source_embedding
    return model.vectors(table, words)[0], model.positions(words.shape[1])


def writer_fields(
    model: Seq2SeqTransformer, run: StackRun, target: Tensor, before: Tensor
) -> dict[str, Any]:
    """The fields that only a `WriterTrace` has."""
    lines = torch.stack([run.embedded[0], *(one.line[0] for one in run.sublayers.values())])
    last = model.decoder.norm if model.ablation.norm else same
    lens = model.readout(last(lines)).softmax(dim=-1)  # (place, time, vocabulary)
    best = lens.topk(RANKS, dim=-1)
    written = target.expand(len(lines), -1)[..., None]
    parts = ledger(model, run, target, before)
    arrays = {
        "logits": model.readout(run.output[0]),
        "lens_words": best.indices,
        "lens": best.values,
        "chosen_lens": lens.gather(-1, written)[..., 0],
        "ledger": torch.stack(list(parts.values())),
        "unit_words": unit_words(model),
    }
    return {
        "target": tuple(model.target_words[word] for word in target.tolist()),
        "vocabulary": model.target_words,
        "parts": tuple(parts),
        **{name: values.numpy() for name, values in arrays.items()},
    }


def ledger(
    model: Seq2SeqTransformer, run: StackRun, target: Tensor, before: Tensor
) -> dict[str, Tensor]:
    """What each write gives the logit of the written word, less the mean of all words' logits.

    The last norm is (x − mean x) / σ · γ + β. With the σ of the whole line it is linear in what was
    written, so the parts sum to the logit ("direct logit attribution", Elhage et al. 2021).
    What stood on the line before a cut is gone, and gives 0.

    Args:
        model: the one that ran.
        run: of its decoder, for one sentence.
        target: (time,), what is written.
        before: (1, time), what is read.

    Returns:
        (time,) each, by "word", "position", the codes of the sublayers, and "bias".
    """
    columns = model.readout.weight[target] - model.readout.weight.mean(dim=0)  # (time, d)
    end = list(run.sublayers.values())[-1].line[0]
    bias = model.readout.bias[target] - model.readout.bias.mean()
    gain = torch.ones_like(end)
    if model.ablation.norm:
        norm = model.decoder.norm
        spread = (end.var(dim=-1, unbiased=False, keepdim=True) + norm.eps).sqrt()
        gain = norm.weight / spread
        bias = bias + columns @ norm.bias

    def given(write: Tensor) -> Tensor:
        moved = write - write.mean(dim=-1, keepdim=True) if model.ablation.norm else write
        return (moved * gain * columns).sum(dim=-1)

    word, position = embedded(model, before, target=True)
    found = {"word": given(word), "position": given(position)}
    for code, one in run.sublayers.items():
        if code in model.ablation.cut:
            found = {name: torch.zeros_like(value) for name, value in found.items()}
        found[code] = given(one.write[0])
    return found | {"bias": bias}


def unit_words(model: Seq2SeqTransformer) -> Tensor:
    """For each feed-forward unit the words that its column of W_2 raises most: (layer, unit, best).

    The column is read as the line is at the end: the last norm's gain, then the readout. It is a
    matter of the weights alone, and kept until they change.
    """
    layers = [s for s in model.decoder.sublayers.values() if isinstance(s, FeedForward)]
    weights = [model.readout.weight, model.decoder.norm.weight, *(s.down.weight for s in layers)]
    state = tuple((id(weight), weight._version) for weight in weights)
    known, found = _UNIT_WORDS.get(model.decoder, ((), None))
    if found is None or known != state:
        found = torch.stack([_raised(model, layer.down.weight) for layer in layers])
        _UNIT_WORDS[model.decoder] = state, found
    return found


def _raised(model: Seq2SeqTransformer, down: Tensor) -> Tensor:
    """The places of the words that each column of ``down`` (d, unit) raises most: (unit, best)."""
    gained = model.decoder.norm.weight[:, None] * (down - down.mean(dim=0))
    raised = model.readout.weight @ gained  # (vocabulary, unit)
    return raised.topk(BEST, dim=0).indices.T
