"""``record`` for encoder–decoder Transformers: ours while it translates, and ``nn.Transformer``.

A translation is written first, word by word with a cache, and then read once more, all words in one
pass: the causal mask makes both the same, so that recording costs one pass.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from core.errors import InputError
from core.networks.seq2seq.decoding import LONGEST, check_longest, greedy, known, places
from core.networks.seq2seq_transformer.ablation import CROSS
from core.networks.seq2seq_transformer.model import Seq2SeqTransformer
from core.networks.seq2seq_transformer.stack import Attention, FeedForward, Stack, StackRun, same
from core.networks.seq2seq_transformer.torch_twin import stacks
from core.recorders.attention_request import check_module, check_sequence
from core.recorders.record import record
from core.recorders.recurrent_request import place_in
from core.recorders.ways_out import check_still
from core.recorders.words import Words, words_of
from core.traces.attention import AttentionTrace
from core.traces.stack import MachineRecording, StacksRecording, StackTrace, WriterTrace

RANKS = 5  # words of the logit lens
BEST = 3  # words of a feed-forward unit
MASKS = tuple(
    f"{name}_{kind}" for name in ("src", "tgt", "memory") for kind in ("mask", "key_padding_mask")
)


@torch.no_grad()
def write_sentence(
    model: Seq2SeqTransformer, sentence: Sequence[str], longest: int = LONGEST
) -> tuple[str, ...]:
    """The greedy translation, with END if the model came to one; nothing is recorded.

    Raises:
        InputError: an empty sentence, a word that the model does not know, or a length below 1.
    """
    check_longest(longest)
    (words,) = greedy(model, places(model, sentence), longest)
    return tuple(model.target_words[word] for word in words)


@torch.no_grad()
def record_machine(
    model: Seq2SeqTransformer,
    sentence: Sequence[str],
    target: Sequence[str] | None = None,
    longest: int = LONGEST,
) -> MachineRecording:
    """Translate and keep everything; or let the model read a ``target`` that is given.

    Args:
        model: any, also one with parts taken away (`without`).
        sentence: its words, without END.
        target: the words to be written, instead of the model's own.
        longest: the most words to write, END included.

    Raises:
        InputError: see `write_sentence`.
    """
    source = places(model, sentence)
    written = write_sentence(model, sentence, longest) if target is None else tuple(target)
    row = torch.tensor([[known(model.target_index, word, "target") for word in written]])
    before = model.shifted(row)
    read = model.read(source)
    run = model.write(before, read.output)
    causal = model.mask(len(written)) if model.ablation.causal else None
    tokens, off = ("", *written[:-1]), model.ablation.off
    return MachineRecording(
        StackTrace(**_stack(model.encoder, read, tuple(sentence), _parts_of(model, source), off)),
        WriterTrace(
            **_stack(model.decoder, run, tokens, _parts_of(model, before, target=True), off),
            **_writing(model, run, row[0], before),
        ),
        (
            *_attention(read, tuple(sentence), tuple(sentence), None),
            *_attention(run, tokens, tuple(sentence), causal),
        ),
    )


@torch.no_grad()
def record_torch(
    module: nn.Transformer,
    src: Tensor,
    tgt: Tensor,
    tokens: Words = None,
    keys: Words = None,
    *,
    element: int | None = None,
    **masks: Tensor | None,
) -> StacksRecording:
    """Run torch's module and keep everything that happened in both of its stacks.

    Args:
        module: in eval mode or without dropout; it is left untouched.
        src: (time, d), (time, batch, d) or, with batch_first, (batch, time, d).
        tgt: what the decoder reads, alike.
        tokens: one word for each step of ``tgt``; "1", "2", … if there are none.
        keys: one word for each step of ``src``.
        element: which example of a batch the traces show; needed if the batch is larger than 1.
        masks: under torch's names: src_mask, tgt_mask, memory_mask and the three
            …_key_padding_mask; True or −∞ where a position may not look.

    Raises:
        InputError: what cannot be recorded, named in one sentence.
    """
    check_still(module)
    encoder, decoder = stacks(module)
    weight = encoder.norm.weight
    check_module(module, weight)
    given = {"src": src, "tgt": tgt}
    for field, x in given.items():
        check_sequence(field, x, encoder.config.d, weight.dtype, module.batch_first)
    if src.dim() != tgt.dim():
        raise InputError("tgt", "a batch like src", tuple(tgt.shape))
    x, y = (_batch_first(module, one) for one in (src, tgt))
    if len(x) != len(y):
        raise InputError("tgt", f"a batch of {len(x)} like src", len(y))
    row = place_in(len(x), element)
    added = {name: _added(masks, name, weight) for name in ("src", "tgt", "memory")}
    if unknown := sorted(set(masks) - set(MASKS)):
        raise InputError("masks", f"among {', '.join(MASKS)}", unknown[0])
    read = encoder.run(x, mask=added["src"])
    run = decoder.run(y, memory=read.output, mask=added["tgt"], memory_mask=added["memory"])
    asked, told = words_of("tokens", tokens, y.shape[1]), words_of("keys", keys, x.shape[1])
    back = run.output[0] if tgt.dim() == 2 else run.output
    flip = tgt.dim() == 3 and not module.batch_first
    none = torch.zeros_like
    return StacksRecording(
        back.transpose(0, 1) if flip else back,
        StackTrace(**_stack(encoder, read, told, (x[row], none(x[row])), row=row)),
        StackTrace(**_stack(decoder, run, asked, (y[row], none(y[row])), row=row)),
        (
            *_attention(read, told, told, added["src"], row=row),
            *_attention(run, asked, told, added["tgt"], added["memory"], row),
        ),
    )


def _batch_first(module: nn.Transformer, x: Tensor) -> Tensor:
    if x.dim() == 2:
        return x[None]
    return x if module.batch_first else x.transpose(0, 1)


def _added(masks: Mapping[str, Tensor | None], name: str, like: Tensor) -> Tensor | None:
    """Both masks of one attention as what is added to its scores: (…, query or 1, key)."""
    found = None
    for suffix in ("mask", "key_padding_mask"):
        mask = masks.get(f"{name}_{suffix}")
        if mask is None:
            continue
        if mask.dtype == torch.bool:
            mask = torch.zeros_like(mask, dtype=like.dtype).masked_fill(mask, -math.inf)
        if suffix == "key_padding_mask":
            mask = (mask if mask.dim() == 2 else mask[None])[:, None, None, :]
        found = mask.to(like) if found is None else found + mask.to(like)
    return found


def _parts_of(
    model: Seq2SeqTransformer, words: Tensor, target: bool = False
) -> tuple[Tensor, Tensor]:
    """The vectors of words (1, time), and those of their positions: each (time, d)."""
    table = model.target_embedding if target else model.source_embedding
    return model.vectors(table, words)[0], model.positions(words.shape[1])


def _stack(
    stack: Stack,
    run: StackRun,
    tokens: tuple[str, ...],
    embedded: tuple[Tensor, Tensor],
    off: frozenset[str] = frozenset(),
    row: int = 0,
) -> dict[str, Any]:
    """The fields of a `StackTrace`, of one row of a batch."""
    runs = list(run.sublayers.values())
    heads = []
    for code, sublayer in stack.sublayers.items():
        look = run.sublayers[code].look
        if isinstance(sublayer, Attention) and look is not None:
            apart = sublayer.apart(look.heads[row : row + 1])[0]
            heads.append(torch.zeros_like(apart) if code in off else apart)
    arrays = {
        "word": embedded[0],
        "position": embedded[1],
        "line": torch.stack([run.embedded[row], *(one.line[row] for one in runs)]),
        "read": torch.stack([one.read[row] for one in runs]),
        "write": torch.stack([one.write[row] for one in runs]),
        "heads": torch.stack(heads),
        "hidden": torch.stack([one.hidden[row] for one in runs if one.hidden is not None]),
        "output": run.output[row],
    }
    numbers = {name: values.numpy() for name, values in arrays.items()}
    return {"tokens": tokens, "sublayers": tuple(run.sublayers), **numbers}


def _attention(
    run: StackRun,
    tokens: tuple[str, ...],
    source: tuple[str, ...],
    own_mask: Tensor | None,
    cross_mask: Tensor | None = None,
    row: int = 0,
) -> Iterator[AttentionTrace]:
    """The attention of each sublayer that has one, of one row of a batch."""
    for code, one in run.sublayers.items():
        if one.look is None:
            continue
        cross = code[-1] == CROSS
        mask = cross_mask if cross else own_mask
        yield AttentionTrace(
            tokens=tokens,
            keys=source if cross else tokens,
            layer=int(code[1:-1]) - 1,
            cross=cross,
            q=one.look.q[row].numpy(),
            k=one.look.k[row].numpy(),
            v=one.look.v[row].numpy(),
            mask=None if mask is None else _of_row(mask, row, one.look.weights.shape[-2:]).numpy(),
        )


def _of_row(mask: Tensor, row: int, shape: Sequence[int]) -> Tensor:
    """The mask of one example: (query, key)."""
    if mask.dim() == 4:
        mask = mask[row, 0]
    return mask.expand(*shape)


def _writing(
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

    word, position = _parts_of(model, before, target=True)
    found = {"word": given(word), "position": given(position)}
    for code, one in run.sublayers.items():
        if code in model.ablation.cut:
            found = {name: torch.zeros_like(value) for name, value in found.items()}
        found[code] = given(one.write[0])
    return found | {"bias": bias}


def unit_words(model: Seq2SeqTransformer) -> Tensor:
    """For each feed-forward unit the words that its column of W_2 raises most: (layer, unit, best).

    The column is read as the line is at the end: the last norm's gain, then the readout.
    """
    found = []
    for sublayer in model.decoder.sublayers.values():
        if isinstance(sublayer, FeedForward):
            columns = sublayer.down.weight - sublayer.down.weight.mean(dim=0)  # (d, unit)
            raised = model.readout.weight @ (model.decoder.norm.weight[:, None] * columns)
            centred = raised - raised.mean(dim=0)
            found.append(centred.topk(BEST, dim=0).indices.T)
    return torch.stack(found)


@record.register(Seq2SeqTransformer)
def _(model, sentence, target=None, **options):
    return record_machine(model, sentence, target, **options)


@record.register(nn.Transformer)
def _(module, src, tgt=None, *args, **options):
    if tgt is None:
        raise InputError("tgt", "given beside src (what the decoder reads)", None)
    return record_torch(module, src, tgt, *args, **options)
