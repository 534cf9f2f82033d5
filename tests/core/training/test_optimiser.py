import pytest
import torch

from core.training.optimiser import Adam


def parameters():
    generator = torch.Generator().manual_seed(0)
    return [torch.randn(shape, generator=generator).requires_grad_() for shape in ((3, 4), (5,))]


def gradients(values):
    return torch.autograd.grad(sum((value**4).sum() for value in values), values)


@pytest.mark.parametrize("clip", [None, 0.5, 1e6])
def test_it_does_what_torchs_adam_does(clip):
    ours, theirs = parameters(), parameters()
    adam, oracle = Adam(ours, 0.01), torch.optim.Adam(theirs, 0.01)
    for _ in range(50):
        adam.step(gradients(ours), clip)
        for value, gradient in zip(theirs, gradients(theirs), strict=True):
            value.grad = gradient
        if clip is not None:
            torch.nn.utils.clip_grad_norm_(theirs, clip)
        oracle.step()
    for value, expected in zip(ours, theirs, strict=True):
        assert torch.allclose(value, expected, rtol=1e-5, atol=1e-6)


def test_the_first_step_by_hand():
    value = torch.tensor([2.0, -3.0]).requires_grad_()
    Adam([value], 0.1).step([torch.tensor([5.0, -0.2])])
    assert value.tolist() == pytest.approx([1.9, -2.9])  # m̂/√v̂ is the sign of the gradient


def test_nothing_moves_without_a_gradient():
    value = torch.tensor([1.0]).requires_grad_()
    Adam([value], 0.1).step([torch.zeros(1)], clip=1.0)
    assert value.item() == 1.0
