from viz.formula import mathml


def test_a_formula_is_converted_once():
    first = mathml(r"\frac{a}{b}")
    assert first.startswith("<math") and "<mfrac>" in first
    assert mathml(r"\frac{a}{b}") is first
