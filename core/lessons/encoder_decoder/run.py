"""The lesson's translations, made now. Loads torch."""

from core.data.segmentation import Word, segment
from core.lessons.encoder_decoder.settings import EncoderDecoder, Told, pair
from core.measures.bottleneck import ALONE, ATTENTIVE
from core.recorders.translation import teach, translate
from core.shipped.translators import load_translator
from core.traces.translation import TranslationTrace


def run(settings: EncoderDecoder) -> Told:
    """Translate the sentence without attention, freely and taught, and with attention.

    Raises:
        InputError: a word of the reader's own sentence that the models do not know.
    """
    alone, attentive = load_translator(ALONE), load_translator(ATTENTIVE)
    found = pair(settings)
    source = found.source if found else tuple(word.text for word in read(settings.sentence))
    return Told(
        free=translate(alone, source),
        taught=teach(alone, source, found.target) if found else None,
        attended=translate(attentive, source),
    )


def opening() -> dict[str, TranslationTrace]:
    """What the lesson opens with: the three translations of the first story."""
    return vars(run(EncoderDecoder()))


def read(text: str) -> tuple[Word, ...]:
    """The words of the reader's own sentence; those that the model does not know are marked."""
    return segment(text, load_translator(ALONE).source_words)


def difference(settings: EncoderDecoder) -> float:
    """Return max |step() run over the translation − the recorded states| of the decoder."""
    import torch

    from core.networks.seq2seq.translator import step

    model, told = load_translator(ALONE), run(settings).free
    s, h = torch.tensor(told.bottleneck), torch.tensor(told.values)
    word, apart = model.start, 0.0
    for t, said in enumerate(told.target):
        found = step(model, word, s, h)
        s, word = found.unit.h, model.target_index[said]
        apart = max(apart, float((s - torch.tensor(told.state[t])).abs().max()))
    return apart
