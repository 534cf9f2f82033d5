"""The numbers in each rule's equation, at every token of the lines. Free of torch.

A rule looks at the longest context that was seen (the first three and stupid backoff: at the
longest that there is). Its lower order is the same rule without that context.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from core.lessons.smoothing.rows import model_of, strip_at
from core.lessons.smoothing.settings import Smoothing
from core.ngrams.evidence import Evidence, Parameters
from core.ngrams.learned import learned
from core.ngrams.model import Model
from core.ngrams.rules import ADJUSTED, RULES, STUPID, leftovers
from core.traces.base import Array

Numbers = dict[str, float | None]  # of one token; None: the equation has no such number here
ADDITIVE = ("likelihood", "add_one", "add_delta")
LONGEST = (*ADDITIVE, "stupid")  # these look at a context that was never seen, too


def workings(settings: Smoothing, rule: str) -> list[Numbers]:
    """The numbers of a rule for each token: c, total, p, and those that the rule needs besides."""
    model = model_of(settings)
    strip = strip_at(learned(settings.corpus), settings.line)
    contexts, grams = model.counts.places(strip)
    orders = model.counts.adjusted if rule in ADJUSTED else model.counts.orders
    left: Sequence[Array | None] = [None] * model.n
    if rule == "backoff":
        left = leftovers(orders, model.parameters, model.size)
    evidence = [Evidence(*each) for each in zip(orders, contexts, grams, left, strict=True)]
    p = RULES[rule](evidence, model.parameters, model.size)
    return [_numbers(model, rule, evidence, t, float(p[t])) for t in range(len(strip))]


def _numbers(model: Model, rule: str, evidence: Sequence[Evidence], t: int, p: float) -> Numbers:
    there = [k for k, one in enumerate(evidence) if one.there[t]]
    known = [k for k in there if evidence[k].known[t]]
    top = (there if rule in LONGEST else known)[-1]
    one, parameters = evidence[top], model.parameters
    numbers: Numbers = {"p": p, "c": float(one.count[t]), "total": float(one.total[t])}
    numbers["order"] = float(top + 1)
    if rule in ADDITIVE:
        delta = {"add_one": 1.0, "add_delta": parameters.delta}.get(rule)
        return {**numbers, "delta": delta, "size": float(model.size)}
    lower = _lower(model, rule, evidence[:top], t)
    return {**numbers, "lower": lower, **_own(parameters, rule, one, top, t)}


def _own(parameters: Parameters, rule: str, one: Evidence, top: int, t: int) -> Numbers:
    """λ; D and what it frees; or, where a rule backs off, what the shorter context is times."""
    types = float(one.types[t])
    match rule:
        case "interpolation":
            return {"weight": parameters.weights[top], "rest": 1 - parameters.weights[top]}
        case "stupid":
            return {"d": 0.0, "alpha": None if one.count[t] else STUPID}
        case "backoff" if top:
            alpha = float(one.left[t])
            taken = parameters.discounts[top] if alpha else 0.0
            return {"d": taken, "alpha": None if one.count[t] > taken else alpha}
        case "modified":
            each = parameters.modified[top]
            freed = float(np.dot(each, one.classes[:, t]))
            return {"d": (0.0, *each)[min(int(one.count[t]), 3)], "types": types, "freed": freed}
    name = "adjusted_discounts" if rule == "kneser_ney" else "discounts"
    discount = getattr(parameters, name)[top]
    return {"d": discount, "types": types, "freed": discount * types, "alpha": None}


def _lower(model: Model, rule: str, evidence: Sequence[Evidence], t: int) -> float:
    """The same rule without the longest context, at one token."""
    if not evidence:
        return 1 / model.size
    n = len(evidence)
    cut: dict[str, Any] = {
        name: getattr(model.parameters, name)[:n]
        for name in ("weights", "discounts", "adjusted_discounts", "modified")
    }
    found = RULES[rule](evidence, replace(model.parameters, **cut), model.size)
    return float(found[t])
