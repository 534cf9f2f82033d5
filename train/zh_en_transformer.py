"""The encoder–decoder Transformer that is shipped, and the same one trained without its parts.

Corpus, splits and measures are those of the recurrent translators (`train.translation`).
"""

import json
from dataclasses import asdict, replace
from typing import Any

from core.data.chinese_english import splits
from core.networks.seq2seq_transformer.ablation import CROSS, FEED, Ablation, all_codes
from core.networks.seq2seq_transformer.stack import StackConfig
from core.shipped import store as shipped
from core.shipped.seq2seq_transformer import (
    NAME,
    load_seq2seq_transformer,
    save_seq2seq_transformer,
)
from train.card import versions
from train.runs import SEEDS
from train.transformer_figures import alignment, lens, right_without
from train.transformer_translator import TransformerResult, TransformerRun, train_transformer
from train.translation import SENTENCES, card, vocabulary
from train.translation_figures import figures, outcomes, summary

STUDY = f"{NAME}_study"
KNOCKED = 300  # held-out sentences that are translated with parts taken away
JUDGED = 1000  # held-out sentences of the study
EPOCHS = 3  # of the study
EVERY = all_codes(2)


def _of(kind: str) -> frozenset[str]:
    return frozenset(code for code in EVERY if code[-1] == kind)


BASE = TransformerRun(epochs=EPOCHS)
VARIANTS: dict[str, TransformerRun] = {
    "base": BASE,
    "no_residuals": replace(BASE, without=Ablation(cut=frozenset(EVERY))),
    "no_cross": replace(BASE, without=Ablation(off=_of(CROSS))),
    "no_positions": replace(BASE, without=Ablation(positions=None)),
    "no_mask": replace(BASE, without=Ablation(causal=False)),
    "no_norm": replace(BASE, without=Ablation(norm=False)),
    "no_feed_forward": replace(BASE, without=Ablation(off=_of(FEED))),
    "one_head": replace(BASE, sizes=StackConfig(heads=1)),
    "no_residuals_slow": replace(BASE, rate=BASE.rate / 4, without=Ablation(cut=frozenset(EVERY))),
    "norm_behind": replace(BASE, sizes=StackConfig(norm_first=False)),
    "no_decoder_self": replace(BASE, without=Ablation(off=frozenset({"d1s", "d2s"}))),
    "offsets": replace(BASE, offset=40),
    "offsets_long": replace(BASE, offset=40, epochs=10),
}


def train(config: TransformerRun) -> TransformerResult:
    """One run on the corpus."""
    pairs = splits().train
    return train_transformer(
        config, pairs, vocabulary(pairs, "source"), vocabulary(pairs, "target")
    )


def make() -> None:
    """Train the model with every seed, ship the first, and write the card."""
    runs = [train(TransformerRun(seed=seed)) for seed in SEEDS]
    save_seq2seq_transformer(runs[0].model, shipped.FOLDER / f"{NAME}.safetensors")
    load_seq2seq_transformer.cache_clear()
    seeds = [_figures(run) for run in runs]
    first = runs[0]
    about = card(NAME, SENTENCES.source, splits(), _settings(first.config), first.model, seeds)
    shipped.save_card(NAME, about)
    print(json.dumps(about["mean of seeds"]), flush=True)


def _figures(run: TransformerResult) -> dict[str, Any]:
    """Everything about one seed."""
    parts = splits()
    few = parts.held_out[:KNOCKED]
    found = figures(run.model, parts)
    found.pop("positions")
    return {
        "seed": run.config.seed,
        **found,
        "alignment": alignment(run.model, parts.held_out),
        "right without": {"of": KNOCKED, **right_without(run.model, few)},
        "lens": lens(run.model, few),
        **_effort(run),
    }


def _effort(run: TransformerResult) -> dict[str, Any]:
    return {"loss": [round(value, 4) for value in run.losses], "seconds": round(run.seconds, 1)}


def _settings(config: TransformerRun) -> dict[str, Any]:
    """The settings as a card says them."""
    return {**asdict(config), "without": _taken(config.without)}


def _taken(ablation: Ablation) -> dict[str, Any]:
    """What is taken away, where it is anything."""
    usual = vars(Ablation())
    return {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in vars(ablation).items()
        if value != usual[name]
    }


def make_study() -> None:
    """Train the model without each of its parts, with every seed, and write what comes of it."""
    about: dict[str, Any] = {
        "name": STUDY,
        "data": SENTENCES.source,
        "judged": JUDGED,
        "variants": {},
        "versions": versions(),
        "made by": f"python -m train {STUDY}",
    }
    for name, config in VARIANTS.items():
        seeds = [_judged(train(replace(config, seed=seed))) for seed in SEEDS]
        about["variants"][name] = {
            "epochs": config.epochs,
            "rate": config.rate,
            "without": _taken(config.without),
            "seeds": seeds,
        }
        shipped.save_card(STUDY, about)
        print(name, *seeds, sep="\n  ", flush=True)


def _judged(run: TransformerResult) -> dict[str, Any]:
    """How well one run translates what it has not seen."""
    parts = splits()
    pairs = parts.held_out[:JUDGED]
    longer = summary(outcomes(run.model, parts.longer))
    return {
        "seed": run.config.seed,
        "exact": summary(outcomes(run.model, pairs))["exact"],
        "longer": longer["exact"],
        **_effort(run),
    }


MAKERS = {NAME: make, STUDY: make_study}
