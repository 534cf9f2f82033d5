"""Make what is under weights/ again: `python -m train [name …]`; everything without a name.

Equal settings give equal weights on one machine; another processor may round differently.
"""

import sys

import torch

from core.shipped import store as shipped
from core.training.run import run
from train import (
    characters,
    date_fields,
    date_fields_study,
    derivation,
    descent,
    first_mistake,
    gru,
    induction,
    language,
    lessons,
    mlp,
    order,
    rnn,
    rnn_shapes,
    translation,
    word_vectors,
    word_vectors_study,
    words,
    zh_en_transformer,
)
from train.card import about
from train.runs import CONFIGS, SEEDS, config

OTHER_TRANSFORMERS = words.MAKERS | zh_en_transformer.MAKERS
TRANSFORMERS = induction.MAKERS | language.MAKERS | order.MAKERS | OTHER_TRANSFORMERS
TAGGERS = date_fields.MAKERS | date_fields_study.MAKERS | rnn_shapes.MAKERS
RECURRENT = characters.MAKERS | rnn.MAKERS | TAGGERS | translation.MAKERS
LESSONS = lessons.MAKERS | derivation.MAKERS | descent.MAKERS | first_mistake.MAKERS | gru.MAKERS
VECTORS = word_vectors.MAKERS | word_vectors_study.MAKERS
OTHERS = RECURRENT | TRANSFORMERS | LESSONS | VECTORS | mlp.MAKERS  # what is not one of the runs


def make(name: str) -> None:
    """Train one run with every seed, and write the first with its card."""
    results = [run(config(name, seed)) for seed in SEEDS]
    shipped.save(name, results[0])
    card = about(name, results)
    shipped.save_card(name, card)
    for seed in card["seeds"]:
        print(name, seed, flush=True)


def main(wanted: list[str]) -> int:
    """Make what is wanted, by name; 2 if one of the names is not known."""
    known = [*CONFIGS, *OTHERS]
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; known: {', '.join(known)}", file=sys.stderr)
        return 2
    torch.set_num_threads(1)  # faster for networks of this size
    for name in wanted or known:
        if name in OTHERS:
            OTHERS[name]()
        else:
            make(name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
