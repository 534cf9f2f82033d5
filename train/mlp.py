"""Handwritten digits by a hidden layer of several widths: weights of one, scores of all."""

from time import perf_counter

from core.data.digits import HELD_OUT
from core.lessons.mlp.digits import HIDDEN, NAME, RATE, SHOWN, STEPS, accuracy, as_trace, train
from core.shipped import recordings
from core.shipped import store as shipped
from train.card import versions
from train.runs import SEEDS


def make() -> None:
    """Train every width with every seed, and write the first network of one width."""
    seconds, results = perf_counter(), []
    for hidden in HIDDEN:
        nets = [train(hidden, seed) for seed in SEEDS]
        parts = {
            part: [round(accuracy(net, part), 4) for net in nets]
            for part in ("training", "heldout")
        }
        results.append({"hidden": hidden, **parts})
        print(results[-1], flush=True)
        if hidden == SHOWN:
            trace = as_trace(nets[0])
            recordings.save(shipped.FOLDER / f"{NAME}.safetensors", {"network": trace})
    shipped.save_card(
        NAME,
        {
            "name": NAME,
            "data": f"data/handwritten_digits.xz; {HELD_OUT} images held out",
            "config": {"rate": RATE, "steps": STEPS, "batch": "all", "shown": SHOWN},
            "results": results,
            "seeds": list(SEEDS),
            "seconds": round(perf_counter() - seconds, 1),
            "versions": versions(),
            "format": "float32",
            "made by": f"python -m train {NAME}",
        },
    )


MAKERS = {NAME: make}
