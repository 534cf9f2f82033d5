"""Which symbols stand in a text: the stage's own finder, without a browser."""

import pytest

from tests.viz.stage.node import Engine

ENTRIES = [
    {"code": code, "symbols": symbols, "terms": [], "name": name}
    for code, symbols, name in [
        ("hidden", ["h", "h_t", "h_t-1"], "hidden state"),
        ("gradient", ["∂L/∂h"], "gradient"),
        ("loss", ["L"], "loss"),
        ("norm", ["‖·‖", "‖"], "norm"),
        ("forget", ["f", "keep"], "forget gate (keep)"),
        ("cell", ["c"], "cell state"),
        ("context", ["c"], "context vector"),
        ("slope", ["φ'"], "slope"),
        ("head", ["L1H1"], "attention head"),
        ("weight", ["注意力权重", "权重"], "注意力权重"),
        ("product", ["q·k"], "dot product"),
        ("root", ["√d_k"], "root"),
        ("mask", ["[MASK]", "−∞"], "gap"),
    ]
]
CALL = "(entries, method, text) => new Symbols(entries)[method](text).map(({ code }) => code)"


@pytest.fixture(scope="module")
def js():
    engine = Engine()
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def find(js):
    return lambda method, text: js("player/symbols", CALL, ENTRIES, method, text)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("f · keep 0.98", ["forget"]),
        ("Forget gate", ["forget"]),
        ("keeps", []),
        ("‖∂L/∂h‖, one absolute scale", ["norm", "gradient"]),
        ("answer L at t = 40", ["loss"]),
        ("L2H3 is on", ["head"]),
        ("hₜ₋₁ 0.5", ["hidden"]),
        ("h", []),  # alone it may be a letter that the network reads
        ("the house", []),
        ("c0.12", []),
        ("c = 0.12", ["cell", "context"]),
        ("写 “树” 时的注意力权重", ["weight"]),
        ("score q·k/√dₖ", ["product", "root"]),
        ("[MASK]", ["mask"]),
        ("给得分加上 -∞", ["mask"]),
        ("", []),
    ],
)
def test_what_stands_in_a_label(find, text, codes):
    assert find("within", text) == codes


@pytest.mark.parametrize(
    ("part", "codes"),
    [
        ("h", ["hidden"]),
        ("ht−1", ["hidden"]),
        ("φ′", ["slope"]),
        ("q⋅k", ["product"]),
        ("h + c", []),
        ("c", ["cell", "context"]),
        ("", []),
    ],
)
def test_a_part_of_a_formula_is_a_symbol_or_is_none(find, part, codes):
    assert find("exactly", part) == codes


def test_without_entries_nothing_is_found(js):
    found = "() => [new Symbols([]).exactly(''), new Symbols([]).within('h = 1')]"
    assert js("player/symbols", found) == [[], []]
