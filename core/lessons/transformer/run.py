"""The lesson's translations, made now. Loads torch."""

from typing import Any

import torch

from core.draws import FRESH, stream
from core.lessons.transformer.settings import LONGEST, Lesson, Transformer, reading, right
from core.networks.seq2seq.beam import beam_tree
from core.networks.seq2seq.decoding import drawn
from core.networks.seq2seq_transformer.ablation import INTACT, Ablation
from core.networks.seq2seq_transformer.model import Seq2SeqTransformer, without
from core.networks.seq2seq_transformer.torch_twin import torch_twin
from core.recorders.stack import record_machine, write_sentence
from core.recorders.translation import translate
from core.shipped.readings import CHINESE
from core.shipped.seq2seq_transformer import load_seq2seq_transformer
from core.shipped.translators import load_translator
from core.traces.stack import MachineRecording
from core.traces.translation import END

BEAM = 4  # hypotheses
MORE = 8  # words that a run with parts taken away may write beyond the intact one


def run(settings: Transformer) -> Lesson:
    """Translate with everything in its place, with what is taken away, and by the RNN."""
    said = reading(settings)
    intact = _translated(said.words, INTACT, settings)
    found = intact
    if settings.ablation != INTACT:
        found = changed(settings, len(intact.decoder.target))
    return Lesson(
        reading=said,
        right=right(settings),
        found=found,
        intact=intact,
        rnn=translate(load_translator(CHINESE), said.words),
    )


def changed(settings: Transformer, intact: int) -> MachineRecording:
    """Translate with parts taken away, in hardly more words than the ``intact`` run took."""
    longest = min(LONGEST, intact + MORE)
    words = reading(settings).words
    return _translated(words, settings.ablation, settings, longest)


def _translated(
    words: tuple[str, ...], ablation: Ablation, settings: Transformer, longest: int = LONGEST
) -> MachineRecording:
    """The translation; taught, the right one, or what the intact model writes of a new sentence."""
    model = without(load_seq2seq_transformer(), ablation)
    target = None
    if settings.mode == "teach":
        target = right(settings) or write_sentence(load_seq2seq_transformer(), words)
        return record_machine(model, words, target)
    if settings.search == "beam":
        target = _likeliest(model, words, longest)
    if settings.search == "sample":
        choose = drawn(stream(settings.seed, FRESH), settings.temperature, settings.top)
        target = write_sentence(model, words, longest, choose)
    return record_machine(model, words, target, longest)


def _likeliest(
    model: Seq2SeqTransformer, words: tuple[str, ...], longest: int
) -> tuple[str, ...] | None:
    """The likeliest translation that a beam search finishes; None if it finishes none."""
    tree = beam_tree(model, words, BEAM, longest)
    return (*tree.words(tree.results[0]), END) if tree.results else None


def opening() -> dict[str, Any]:
    """What the lesson opens with: the default sentence, with nothing taken away."""
    lesson = run(Transformer())
    return {**lesson.intact.traces, "rnn": lesson.rnn}


def written_without(settings: Transformer) -> dict[str, tuple[str, ...]]:
    """What becomes of this sentence with each sublayer off, and with each line cut: by its name."""
    words = reading(settings).words
    longest = min(LONGEST, len(run(settings.intact).intact.decoder.target) + MORE)
    model = load_seq2seq_transformer()
    found = {}
    for code in (*model.encoder.sublayers, *model.decoder.sublayers):
        this = frozenset({code})
        for how, ablation in (("off", Ablation(off=this)), ("cut", Ablation(cut=this))):
            found[f"{how} {code}"] = write_sentence(without(model, ablation), words, longest)
    return found


@torch.no_grad()
def difference(settings: Transformer) -> float:
    """Return max |nn.Transformer on the same weights − recorded| over the decoder's output."""
    model, found = load_seq2seq_transformer(), run(settings.intact).intact
    source = torch.tensor(found.encoder.line[:1])
    before = torch.tensor(found.decoder.line[:1])
    twin = torch_twin(model.encoder, model.decoder)
    output = twin(source, before, tgt_mask=model.mask(before.shape[1]))[0]
    return float((output - torch.tensor(found.decoder.output)).abs().max())
