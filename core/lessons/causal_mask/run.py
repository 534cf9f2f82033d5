"""A character model under the reader's mask, recorded now. Loads torch."""

from copy import deepcopy
from functools import lru_cache, partial
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention

from core.gradients.look_ahead import influence
from core.lessons.causal_mask.settings import MODELS, CausalMask, Lesson
from core.networks import masks
from core.networks.scaled_dot_product import attention
from core.networks.transformer import Transformer
from core.recorders.attention_parity import difference_from_module, difference_from_sdpa
from core.recorders.transformer import record_transformer
from core.shipped.language_models import VOCABULARY, tokens
from core.shipped.transformers import load_transformer
from core.traces.attention import AttentionTrace
from core.traces.recurrent import InfluenceTrace

SIZE = 8  # channels of the attention that torch is asked about
PATHS = ("softmax", "sdpa", "module", "module_fast", "ours")  # of a row that may look nowhere


def run(settings: CausalMask) -> Lesson:
    """Record both layers under the mask, and measure what each output depends on."""
    mask = torch.tensor(masks.additive(settings.matrix))
    words = tuple(settings.text)
    model = load_transformer(MODELS[settings.model])
    made = record_transformer(model, tokens(settings.text), words, vocabulary=VOCABULARY, mask=mask)
    precise = doubled(settings.model)
    x = precise.embed(tokens(settings.text)[None])[0]
    found = influence(partial(behind, precise, mask.double(), settings.reach), x)
    reach = InfluenceTrace(network="transformer", tokens=words, dx=found)
    return Lesson(layers=made.layers, stream=made.stream, influence=reach)


def opening() -> dict[str, Any]:
    """What the lesson opens with: the default text under the default mask."""
    return vars(run(CausalMask()))


@lru_cache(len(MODELS))
def doubled(name: str) -> Transformer:
    """A model in float64, in which the derivatives are measured."""
    return deepcopy(load_transformer(MODELS[name])).double()


def behind(model: Transformer, mask: Tensor, layers: int, x: Tensor) -> Tensor:
    """The stream behind so many layers, (time, d), from the stream before the first one."""
    read = model.run_on(x[None], mask)
    added = [block.attention + block.mlp for block in read.blocks[:layers]]
    return (read.embedded + sum(added))[0]


def differences(settings: CausalMask) -> dict[str, float]:
    """Measure the largest |difference| from torch on this text.

    ``sdpa``: of the written-out equation under the reader's mask from
    ``F.scaled_dot_product_attention`` with the same mask; ``flag``: under the causal mask, from
    the same with ``is_causal=True``; ``module``: of the weights that are recorded of an
    ``nn.MultiheadAttention`` under the reader's mask from those that it returns itself.
    """
    layers, T = run(settings).layers, len(settings.text)
    generator = torch.Generator().manual_seed(0)
    x, shut = torch.randn(T, SIZE, generator=generator), torch.tensor(~settings.matrix)
    return {
        "sdpa": max(difference_from_sdpa(trace) for trace in layers),
        "flag": max(_from_flag(trace) for trace in layers),
        "module": difference_from_module(_module(generator, first=False), x, attn_mask=shut),
    }


@torch.no_grad()
def _from_flag(trace: AttentionTrace) -> float:
    q, k, v = (torch.tensor(part) for part in (trace.q, trace.k, trace.v))
    causal = torch.tensor(masks.additive(masks.causal(q.shape[1])))
    theirs = scaled_dot_product_attention(q, k, v, is_causal=True)
    return float((attention(q, k, v, causal).out - theirs).abs().max())


@torch.no_grad()
def last_alone() -> dict[str, tuple[float, ...]]:
    """The weights of the newest of 4 places on all 4, as with a cache: torch's flag, and a mask.

    ``is_causal=True`` counts from the top left: a single query is taken for the first place.
    """
    generator = torch.Generator().manual_seed(0)
    q, k = (torch.randn(1, T, 8, generator=generator) for T in (1, 4))
    values = torch.eye(4)[None]  # with these, what comes out are the weights
    flag = scaled_dot_product_attention(q, k, values, is_causal=True)
    whole = scaled_dot_product_attention(q, k, values)
    return {"flag": tuple(flag[0, 0].tolist()), "whole": tuple(whole[0, 0].tolist())}


@torch.no_grad()
def nowhere() -> dict[str, float]:
    """What comes out of a row that may look nowhere, on each path: NaN or a number.

    Of `PATHS`: the softmax of −∞ throughout, ``F.scaled_dot_product_attention``,
    ``nn.MultiheadAttention`` with and without weights (less its bias), and the written-out one.
    """
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(1, 3, SIZE, generator=generator)
    mask = torch.tensor(masks.additive(np.arange(3)[:, None] != 1 | masks.none(3)))
    module = _module(generator, first=True)
    slow, fast = (module(x, x, x, attn_mask=mask, need_weights=w)[0] for w in (True, False))
    found = {
        "softmax": torch.softmax(mask[1], dim=0),
        "sdpa": scaled_dot_product_attention(x, x, x, mask)[0, 1],
        "module": slow[0, 1],
        "module_fast": fast[0, 1],
        "ours": attention(x, x, x, mask).out[0, 1],
    }
    return {name: float(found[name].abs().max()) for name in PATHS}


@torch.no_grad()
def _module(generator: torch.Generator, *, first: bool) -> nn.MultiheadAttention:
    """An attention of torch's with weights of its own, without bias."""
    with torch.device("meta"):  # where nothing is drawn from the global generator
        module = nn.MultiheadAttention(SIZE, 2, bias=False, batch_first=first).eval()
    module.to_empty(device="cpu")
    for parameter in module.parameters():
        parameter.normal_(0, 0.5, generator=generator)
    return module
