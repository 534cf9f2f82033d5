"""One call of multi-head attention, as torch makes it, with q, k and v kept on the way.

The steps are those of ``F.multi_head_attention_forward`` with ``need_weights=False``, with its
shapes and in its order: the result is torch's, bit by bit.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import linear, pad, scaled_dot_product_attention

from core.errors import InputError


@dataclass(eq=False)
class Call:
    """The arguments of ``F.multi_head_attention_forward``, under its names and in its order."""

    query: Tensor  # (query, batch, size) or (query, size)
    key: Tensor
    value: Tensor
    embed_dim_to_check: int
    num_heads: int
    in_proj_weight: Tensor | None
    in_proj_bias: Tensor | None
    bias_k: Tensor | None
    bias_v: Tensor | None
    add_zero_attn: bool
    dropout_p: float
    out_proj_weight: Tensor
    out_proj_bias: Tensor | None
    training: bool = True
    key_padding_mask: Tensor | None = None
    need_weights: bool = True
    attn_mask: Tensor | None = None
    use_separate_proj_weight: bool = False
    q_proj_weight: Tensor | None = None
    k_proj_weight: Tensor | None = None
    v_proj_weight: Tensor | None = None
    static_k: Tensor | None = None
    static_v: Tensor | None = None
    average_attn_weights: bool = True
    is_causal: bool = False

    def __post_init__(self) -> None:
        if self.is_causal and self.attn_mask is None:
            raise InputError("is_causal", "False where no mask is given", True)
        if self.static_k is not None or self.static_v is not None:
            raise InputError(
                "static_k", "None: keys that are not projected are not recorded", "one"
            )

    @cached_property
    def batch(self) -> int:
        """How many examples; 1 where there is no batch axis."""
        return 1 if self.query.dim() == 2 else self.query.shape[1]

    @property
    def hinted(self) -> bool:
        """Whether torch takes ``is_causal`` at its word and leaves ``attn_mask`` unread."""
        return self.is_causal and self.key_padding_mask is None and not self.need_weights

    @property
    def added_keys(self) -> tuple[str, ...]:
        """Names of the keys that the module itself adds at the end."""
        biased = () if self.bias_k is None else ("bias_kv",)
        return (*biased, "zero_attn") if self.add_zero_attn else biased

    @cached_property
    def heads(self) -> tuple[Tensor, ...]:
        """q, k, v after the projections: (batch, head, query or key, channel)."""
        found = self._projected()
        if isinstance(found, Tensor) and self.bias_k is None:
            q, k, v = self._split(found).unbind()
        else:
            q, k, v = found
            if self.bias_k is not None and self.bias_v is not None:
                k = torch.cat([k, self.bias_k.repeat(1, self.batch, 1)])
                v = torch.cat([v, self.bias_v.repeat(1, self.batch, 1)])
            q, k, v = self._split(q), self._split(k), self._split(v)
        if self.add_zero_attn:
            k, v = pad(k, (0, 0, 0, 1)), pad(v, (0, 0, 0, 1))
        return q, k, v

    def _projected(self) -> Tensor | tuple[Tensor, ...]:
        """q, k, v of all heads, (query or key, batch, size); in one tensor if of one product.

        One product serves inputs that are the same, except without a batch axis, as in torch.
        """
        xs = (self.query, self.key, self.value)
        if self.query.dim() == 2:
            xs = (self.query.unsqueeze(1), self.key.unsqueeze(1), self.value.unsqueeze(1))
        if self.in_proj_weight is None:
            weights = (self.q_proj_weight, self.k_proj_weight, self.v_proj_weight)
            return _linear(xs, weights, self.in_proj_bias)
        if xs[0] is xs[1] is xs[2]:
            return _apart(linear(xs[0], self.in_proj_weight, self.in_proj_bias), 3)
        E = self.embed_dim_to_check
        parts = [E, 2 * E] if xs[1] is xs[2] else [E, E, E]
        q, *rest = _linear(xs, self.in_proj_weight.split(parts), self.in_proj_bias)
        return (q, *_apart(rest[0], 2)) if len(rest) == 1 else (q, *rest)

    def _split(self, x: Tensor) -> Tensor:
        """(…, place, batch, size) → (…, batch, head, place, channel)."""
        return x.view(*x.shape[:-1], self.num_heads, -1).movedim(-4, -2)

    @cached_property
    def added(self) -> tuple[Tensor | None, Tensor | None]:
        """What ``attn_mask`` and ``key_padding_mask`` add to the scores.

        The first is (1, 1, query, key) or (batch, head, query, key), the second (batch, 1, 1, key).
        """
        q, k, _ = self.heads
        if self.hinted:
            return q.new_full((1, 1, q.shape[2], k.shape[2]), -torch.inf).triu(1), None
        mask, padding = self._floats(self.attn_mask), self._floats(self.key_padding_mask)
        if mask is not None:
            lead = (self.batch, self.num_heads) if mask.dim() == 3 else (1, 1)
            mask = mask.view(*lead, *mask.shape[-2:])
        return mask, None if padding is None else padding.view(self.batch, 1, 1, -1)

    def _floats(self, mask: Tensor | None) -> Tensor | None:
        """A mask as numbers; 0 for the keys that the module itself adds."""
        if mask is None:
            return None
        if mask.dtype == torch.bool:
            mask = torch.zeros_like(mask, dtype=self.query.dtype).masked_fill_(mask, -torch.inf)
        return pad(mask, (0, len(self.added_keys))) if self.added_keys else mask

    def output(self) -> Tensor:
        """What torch returns: (query, batch, size) or (query, size)."""
        q, k, v = self.heads
        mask, padding = (None, None) if self.hinted else self.added
        both = padding if mask is None else mask if padding is None else mask + padding
        mixed = scaled_dot_product_attention(q, k, v, both, 0.0, self.hinted)
        flat = mixed.permute(2, 0, 1, 3).reshape(-1, self.embed_dim_to_check)
        out = linear(flat, self.out_proj_weight, self.out_proj_bias)
        return out.view(self.query.shape)


def _apart(product: Tensor, count: int) -> Tensor:
    """The parts of one product, each in memory of its own: (part, place, batch, size)."""
    return product.view(*product.shape[:-1], count, -1).movedim(-2, 0).contiguous()


def _linear(
    xs: tuple[Tensor, ...], weights: tuple[Any, ...], bias: Tensor | None
) -> tuple[Tensor, ...]:
    """One product for each of the weights, with its part of the bias."""
    sizes = [len(W) for W in weights]
    biases = [None] * len(sizes) if bias is None else bias.split(sizes)
    return tuple(linear(x, W, b) for x, W, b in zip(xs, weights, biases, strict=False))
