"""Training an encoder–decoder Transformer on sentences and their translations.

Teacher forcing, Adam, dropout on what each sublayer writes and on the embedded words (Vaswani et
al. 2017, §5.4), a rate that rises and then falls on half a cosine. The batches are those of the
recurrent translators. A run is a function of its settings and its pairs alone.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor

from core.data.sentence_pairs import Pair
from core.draws import FRESH, WEIGHTS, stream
from core.networks.seq2seq_transformer.ablation import INTACT, Ablation
from core.networks.seq2seq_transformer.model import Seq2SeqTransformer, without
from core.networks.seq2seq_transformer.stack import StackConfig
from core.networks.seq2seq_transformer.untrained import seq2seq_transformer
from train.transformers import CLIP, schedule
from train.translator import Batches, Learner


@dataclass(frozen=True, kw_only=True)
class TransformerRun:
    """Everything that decides a run besides its pairs."""

    epochs: int = 10  # how often each pair is seen
    batch: int = 64  # pairs in an update, at most
    rate: float = 0.004  # the largest of Adam
    dropout: float = 0.1  # share of the values that are set to 0
    sizes: StackConfig = field(default_factory=StackConfig)
    without: Ablation = INTACT  # what is taken away, in training and after it
    offset: int = 0  # the first position of each batch is drawn from 0 … offset
    seed: int = 0


@dataclass(frozen=True, eq=False)
class TransformerResult:
    """A run that has ended, its weights rounded to the float16 that is shipped."""

    config: TransformerRun
    model: Seq2SeqTransformer = field(repr=False)
    losses: tuple[float, ...]  # nats per word, the mean of each epoch, with dropout
    seconds: float  # of processor time


def train_transformer(
    config: TransformerRun,
    pairs: Sequence[Pair],
    source_words: Sequence[str],
    target_words: Sequence[str],
) -> TransformerResult:
    """Train on pairs of sentences whose words are all in the two vocabularies."""
    started = time.process_time()
    drawn = stream(config.seed, WEIGHTS)
    model = without(
        seq2seq_transformer(config.sizes, source_words, target_words, drawn), config.without
    )
    model.requires_grad_(True)
    learner = Learner(
        parameters=list(model.parameters()),
        batches=Batches(model, pairs, config.batch),
        epochs=config.epochs,
        rate=lambda done: config.rate * schedule(done),
        logits=_Taught(config, model),
        clip=CLIP,
        seed=config.seed,
    )
    losses = learner.run()
    model.requires_grad_(False)
    model.load_state_dict({name: w.half().float() for name, w in model.state_dict().items()})
    return TransformerResult(config, model, losses, time.process_time() - started)


class _Taught:
    """The logits of a model in training: with dropout, and positions that may begin anywhere."""

    def __init__(self, config: TransformerRun, model: Seq2SeqTransformer) -> None:
        self.config, self.model = config, model
        self.fresh = stream(config.seed, FRESH)

    def __call__(self, x: Tensor, y: Tensor) -> Tensor:
        """The logits (n, target, words) of sources and targets."""
        return self._moved()(x, y, self.drop).logits

    def _moved(self) -> Seq2SeqTransformer:
        """The model with positions that begin anywhere up to the offset."""
        if not self.config.offset:
            return self.model
        first = int(torch.randint(self.config.offset + 1, (), generator=self.fresh))
        return without(self.model, replace(self.config.without, positions=first))

    def drop(self, x: Tensor) -> Tensor:
        """Dropout (Srivastava et al. 2014): some values 0, the others larger by 1/(1 − p)."""
        p = self.config.dropout
        kept = torch.rand(x.shape, generator=self.fresh) >= p
        return x * kept / (1 - p)
