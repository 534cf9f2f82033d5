"""``record`` for encoder–decoder Transformers while they translate.

A translation is written first, word by word with a cache, and then read once more, all words in one
pass: the causal mask makes both the same, so that recording costs one pass.
"""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from core.errors import InputError
from core.networks.seq2seq.decoding import (
    LONGEST,
    check_longest,
    greedy,
    known,
    likeliest,
    places,
)
from core.networks.seq2seq_transformer.model import Seq2SeqTransformer
from core.recorders.record import record
from core.recorders.stack_fields import attention_traces, stack_fields
from core.recorders.stack_writing import embedded, writer_fields
from core.traces.stack import MachineRecording, StackTrace, WriterTrace


@torch.no_grad()
def write_sentence(
    model: Seq2SeqTransformer,
    sentence: Sequence[str],
    longest: int = LONGEST,
    choose: Callable[[Tensor], Tensor] = likeliest,
) -> tuple[str, ...]:
    """The translation, with END if the model came to one; nothing is recorded.

    ``choose`` is what `core.networks.seq2seq.decoding.greedy` takes.

    Raises:
        InputError: an empty sentence, a word that the model does not know, or a length below 1.
    """
    check_longest(longest)
    (words,) = greedy(model, places(model, sentence), longest, choose=choose)
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
        target: the words to be written, instead of the model's own; at least one.
        longest: the most words to write, END included.

    Raises:
        InputError: see `write_sentence`; or a target without a word, or with an unknown one.
    """
    check_longest(longest)
    source = places(model, sentence)
    read = model.read(source)
    if target is None:
        words = greedy(model, source, longest, model.remember(read.output))
    elif target:
        words = [[known(model.target_index, word, "target") for word in target]]
    else:
        raise InputError("target", "at least 1 word", "")
    row = torch.tensor(words)
    written = tuple(model.target_words[word] for word in words[0])
    before = model.shifted(row)
    run = model.write(before, read.output)
    causal = model.mask(len(written)) if model.ablation.causal else None
    tokens, off = ("", *written[:-1]), model.ablation.off
    return MachineRecording(
        StackTrace(
            **stack_fields(model.encoder, read, tuple(sentence), embedded(model, source), off)
        ),
        WriterTrace(
            **stack_fields(model.decoder, run, tokens, embedded(model, before, target=True), off),
            **writer_fields(model, run, row[0], before),
        ),
        (
            *attention_traces(read, tuple(sentence), tuple(sentence), None),
            *attention_traces(run, tokens, tuple(sentence), causal),
        ),
    )


@record.register(Seq2SeqTransformer)
def _(model, sentence, target=None, **options):
    return record_machine(model, sentence, target, **options)
