"""The lesson as a reader drives it: examples, files good and bad, guesses, links."""

import io
import os
import re
import zipfile
from itertools import cycle

import numpy as np
import pytest
import torch
from safetensors.torch import save
from torch import nn

from core.lessons.your_model.input import make_input
from core.lessons.your_model.lesson import fixed, record_lesson, shipped
from core.lessons.your_model.run import run
from core.lessons.your_model.settings import EXAMPLES, YourModel
from core.measures.find_cells import find_units, telling_span
from tests.modules import seeded
from tests.pages.every_control import every_control, meant
from tests.pages.reader import extremes, numbers, payload, verdict, views, visitor
from ui.lessons.your_model.units import relative
from ui.lessons.your_model.upload import quoted
from ui.text import LANGUAGES, load
from viz.numbers import short

visit = visitor("your_model")


def upload(app, data, name="model.pt", which=0):
    """Bring a file. The answer is shown again where it was, since of a model the page asks anew."""
    shown = not any(button.key == "show_me" for button in app.button)
    app.file_uploader[which].upload(name, data, "application/octet-stream").run()
    assert not app.exception
    if shown and any(button.key == "show_me" for button in app.button):
        app.button(key="show_me").click().run()
    return app


def first_row(app):
    return numbers(views(app)["chain"]["rows"][0]["values"])


def saved(thing):
    stream = io.BytesIO()
    torch.save(thing, stream)
    return stream.getvalue()


def model(seed=0):
    torch_model = nn.ModuleDict(
        {
            "emb": seeded(nn.Embedding, 20, 5),
            "lstm": seeded(nn.LSTM, 5, 7, 2, bidirectional=True),
            "out": seeded(nn.GRU, 3, 4),
        }
    )
    draws = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for weight in torch_model.parameters():
            weight.uniform_(-0.6, 0.6, generator=draws)
    return torch_model.eval()


def drawn():
    """What a model with an embedding reads at first: rows of it, drawn from the seed."""
    return make_input(YourModel(source="ids"), 5, embedding=model()["emb"].weight)


def words(app):
    return " ".join(m.value for m in [*app.markdown, *app.caption])


def test_every_control_at_its_extremes():
    def look(app, link):
        settings = meant(YourModel, link, fixed)
        if settings.look == "gradient" and settings.source not in (
            "ids",
            "tokens",
            "onehot",
            "csv",
        ):
            expected = record_lesson(settings).gradient
            path = expected.dh if expected.dc is None else expected.dc
            np.testing.assert_allclose(first_row(app), path, rtol=1e-5)

    values = [*extremes(YourModel), ("sentence", "猫坐在垫子上")]
    uploads = (
        {"nonlinearity": "tanh", "place": "0", "first": "-1"},
        {"nonlinearity": "relu", "place": "99", "first": "9999"},
    )
    sources = ({"source": source} for source in ("text", "ids", "tokens", "onehot", "csv"))
    scenes = {}, {"look": "units"}, *sources, *uploads
    every_control(visit, YourModel, values, *scenes, look=look)


@pytest.mark.parametrize(("language", "example"), [("en", "lstm"), ("zh", "rnn")])
def test_every_section_opens(language, example):
    app = visit(lang=language, reveal="1", example=example, memory="true", hood="true")
    assert len(app.get("plotly_chart")) == 1
    assert any("def step" in code.value for code in app.code)
    assert load("your_model", language)("predict", hint="", whose="")[:9] not in words(app)


def test_it_opens_with_the_shipped_recording_and_covers_the_answer():
    app = visit()
    assert payload(app)["clock"]["autoplay"]
    assert views(app)["chain"]["cover"] == 36
    assert len(first_row(app)) == 4
    assert "6 steps back" not in words(app)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", EXAMPLES)
def test_a_guess_has_a_ground_in_its_question(language, example):
    found = record_lesson(YourModel(example=example)).diagnosis
    keep = {"lstm": "f", "gru": "z"}.get(found.network)
    mean = short(float(found.opening[found.gates.index(keep)])) if keep else ""
    text = load("your_model", language)
    said = text[f"hint.{found.network}"].format(mean=mean)
    whose = text["whose.example"].format(name=text[f"is.{found.network}"])
    asked = text("predict", hint=said, whose=whose)
    assert asked in words(visit(lang=language, example=example))


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_an_upload_the_question_says_which_layer_and_a_lower_one_gets_no_number(language):
    text = load("your_model", language)
    app = upload(visit(lang=language), saved(seeded(nn.LSTM, 3, 5, 2).state_dict()))
    box = next(box for box in app.selectbox if box.key.startswith("place"))
    for place, layer in (("1", 2), ("0", 1)):
        box.set_value(place).run()
        which = text["layer"].format(layer=layer, layers=2, way="").strip()
        question = text("predict", hint="", whose=text["whose.layer"].format(layer=which))
        assert question in words(app)
        assert (text["hint.lower"] in words(app)) == (layer == 1)
        assert (text["hint.lstm"].split("{")[0] in words(app)) == (layer == 2)


def test_a_guess_uncovers_and_is_scored():
    app = visit()
    app.select_slider[0].set_value("6").run()
    assert not app.select_slider[0].proto.set_value  # or a key pressed meanwhile would be lost
    app.button(key="check_guess").click().run()
    mark, told = verdict(app)
    assert mark == "right"
    assert "6 steps back" in told
    np.testing.assert_allclose(first_row(app), shipped().gradient.dc)
    app.slider(key="length").set_value(90).run()
    mark, told = verdict(app)
    assert (mark, "90 steps" in told) == ("right", True)
    assert told.startswith(load("app", "en")["guessed_before"].split("{")[0])
    app.button(key="guess_again").click().run()
    assert views(app)["chain"]["cover"] == 86


def test_the_diagnosis_is_the_recorded_one():
    said = words(visit(reveal="1"))
    found, fresh = shipped().diagnosis, shipped().fresh_diagnosis
    assert f"{found.forget_bias:.2f}".replace("-", "−") in said
    for mine, control in zip(found.radius, fresh.radius, strict=True):
        assert f"| {mine:.2f} | {control:.2f} |" in said


NOTICED = {
    "bias": {"example": "lstm_bias"},
    "gru": {"example": "gru"},
    "rnn": {"example": "rnn"},
    "noise": {"source": "random"},
    "long": {"example": "lstm_bias", "length": 200},
}


def test_a_notice_sets_every_control():
    app = visit(reveal="1", example="gru", look="unit")
    for key, changed in NOTICED.items():
        app.slider(key="length").set_value(90)
        app.slider(key="seed").set_value(7)
        app.button(key=f"notice_{key}").click().run()
        assert not app.exception, key
        gradient = record_lesson(YourModel(**changed)).gradient
        expected = gradient.dh if gradient.dc is None else gradient.dc
        np.testing.assert_allclose(first_row(app), expected, rtol=1e-5, err_msg=key)


@pytest.mark.parametrize(("language", "write"), [("en", saved), ("zh", save)])
def test_an_upload_takes_the_examples_place(language, write):
    app = visit(lang=language, reveal="1", memory="true", hood="true", snippet="true")
    upload(app, write(model().state_dict()))
    assert not app.error
    layer = model()["lstm"]
    x, tokens = drawn()
    expected = run(layer, x, tokens, YourModel(place=2))
    np.testing.assert_allclose(first_row(app), expected.gradient.dc)
    assert "`lstm`" in words(app)
    said = load("your_model", language)
    assert said["shown.input"].format(what=said["source.ids"]) in words(app)
    part = said["shown.part"].format(count=2, name="`lstm`")
    top = said["layer"].format(layer=2, layers=2, way=said["way.forward"])
    shown = said["shown"].format(what=said["between_names"].join((part, top)))
    (line,) = (c.value for c in app.caption if shown in c.value)
    assert line.startswith("`model.pt` · ")
    assert said["link.upload"] in words(app)
    assert said["snippet.upload"] in [section.label for section in app.expander]
    assert any("embedding=tensors['emb.weight']" in code.value for code in app.code)
    assert f"| {expected.diagnosis.radius[0]:.2f} |" in words(app)
    assert len(app.get("plotly_chart")) == 1
    assert not [b for b in app.button if (b.key or "").startswith("notice")]


def test_another_layer_and_direction_of_the_upload():
    app = upload(visit(reveal="1"), saved(model().state_dict()))
    place = next(box for box in app.selectbox if box.key.startswith("place"))
    place.set_value("1").run()
    x, tokens = drawn()
    expected = run(model()["lstm"], x, tokens, YourModel(place=1))
    np.testing.assert_allclose(first_row(app), expected.gradient.dc[::-1])


def test_another_recurrent_layer_of_the_upload():
    app = upload(visit(reveal="1"), saved(model().state_dict()))
    app.selectbox(key="part").set_value("out.").run()
    assert not app.exception
    x, tokens = make_input(YourModel(source="random"), 3)
    expected = run(model()["out"], x, tokens, YourModel())
    np.testing.assert_allclose(first_row(app), expected.gradient.dh)


def test_the_nonlinearity_of_an_uploaded_rnn_is_asked_for():
    rnn = seeded(nn.RNN, 2, 5, nonlinearity="relu")
    app = upload(visit(reveal="1", source="random"), saved(rnn.state_dict()))
    said = load("your_model", "en")
    asked = app.segmented_control(key="phi")
    assert list(asked.options) == [said["nonlinearity.tanh"], said["nonlinearity.relu"]]
    assert said["assumed.tanh"] in words(app)
    asked.set_value("relu").run()
    assert said["assumed.relu"] in words(app)
    assert said["assumed.tanh"] not in words(app)
    x, tokens = make_input(YourModel(source="random"), 2)
    expected = run(rnn, x, tokens, YourModel())
    np.testing.assert_allclose(first_row(app), expected.gradient.dh, rtol=1e-5)


def test_before_the_answer_no_spectral_radius_is_computed(monkeypatch):
    def asked(*_):
        raise AssertionError

    with monkeypatch.context() as covered:
        covered.setattr("core.lessons.your_model.run.radii", asked)
        app = upload(visit(), saved(model()["out"].state_dict()))
    app.button(key="show_me").click().run()
    assert not app.exception
    found = run(model()["out"], *make_input(YourModel(source="random"), 3), YourModel())
    for mine, control in zip(found.diagnosis.radius, found.fresh_diagnosis.radius, strict=True):
        assert f"| {mine:.2f} | {control:.2f} |" in words(app)


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("length", [40, 200])
def test_find_units_opens_with_units_at_every_length(example, length):
    app = visit(reveal="1", find="true", example=example, length=str(length))
    assert [button for button in app.button if str(button.key).startswith("found_")]


def choose(app, code):
    group = next(g for g in app.button_group if g.key.startswith("source"))
    group.set_value(code).run()
    assert not app.exception


def test_token_ids_are_read_through_the_uploaded_embedding():
    app = upload(visit(reveal="1"), saved(model().state_dict()))
    choose(app, "tokens")
    app.text_area(key="tokens").set_value("3 1 19 4 4 2").run()
    table = model()["emb"].weight
    x, tokens = make_input(YourModel(source="tokens", tokens="3 1 19 4 4 2"), 5, embedding=table)
    expected = run(model()["lstm"], x, tokens, YourModel(place=2))
    np.testing.assert_allclose(first_row(app), expected.gradient.dc)
    app.text_area(key="tokens").set_value("3 20").run()
    assert "`20`" in app.error[0].value
    assert "19" in app.error[0].value


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_csv_is_read_and_its_mistakes_are_named(language):
    app = visit(lang=language, reveal="1", source="csv")
    assert len(app.info) == 1
    upload(app, b"0.5,1\n-1,0\n2,x\n", "x.csv", which=1)
    assert "`x`" in app.error[0].value
    assert "3" in app.error[0].value
    upload(app, b"0.5,1\n-1,0\n2,1\n", "x.csv", which=1)
    assert not app.error
    assert len(first_row(app)) == 3


class Runs:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.system, (f"touch {self.path}",)


def bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for k in range(3):
            archive.writestr(f"archive/data/{k}", bytes(20 * 2**20))
    return stream.getvalue()


BAD = {
    "empty": b"",
    "lfs": b"version https://git-lfs.github.com/spec/v1",
    "foreign": b"\x89HDF\r\n\x1a\n",
    "large": bytes(20 * 2**20 + 1),
    "kind": b"this is no model",
    "header": (2**60).to_bytes(8, "little") + b"{" + bytes(99),
    "bomb": bomb(),
    "damaged": saved(seeded(nn.GRU, 2, 3).state_dict())[:900],
    "code": saved(seeded(nn.GRU, 2, 3)),
    "nothing": saved([1, 2]),
    "no_layer": saved(seeded(nn.Linear, 2, 3).state_dict()),
    "factor": saved({"weight_ih_l0": torch.ones(6, 2), "weight_hh_l0": torch.ones(6, 3)}),
    "shape": saved(seeded(nn.GRU, 2, 3).state_dict() | {"bias_ih_l0": torch.ones(4)}),
    "finite": saved(
        seeded(nn.GRU, 2, 3).state_dict() | {"bias_ih_l0": torch.full((9,), torch.nan)}
    ),
}


def test_a_bad_file_gets_one_sentence_in_either_language_and_the_page_lives():
    """One file after the other, each in the language of the last one and then in the other."""
    app, languages = visit(reveal="1"), cycle([*LANGUAGES, *reversed(LANGUAGES)])

    def refused(code):
        assert not app.exception, code
        begin = load("your_model", next(languages))[f"refused.{code}"].split("{")[0]
        (error,) = app.error
        assert error.value.startswith(begin), code
        assert "{" not in error.value.replace("`{", ""), code
        np.testing.assert_allclose(first_row(app), shipped().gradient.dc, err_msg=code)

    for code, other in zip(BAD, cycle(reversed(LANGUAGES)), strict=False):
        upload(app, BAD[code])
        refused(code)
        app.query_params["lang"] = other
        app.run()
        refused(code)
    upload(app, saved(seeded(nn.GRU, 2, 3).state_dict()))
    assert not app.error


def test_a_refused_file_leaves_the_last_good_one_and_removing_it_brings_the_example_back():
    app = upload(visit(reveal="1"), saved(seeded(nn.GRU, 3, 6).state_dict()))
    before = views(app)["chain"]["rows"][0]["values"]
    app.file_uploader[0].upload("other.pt", b"no model", "application/octet-stream").run()
    assert len(app.error) == 1
    assert views(app)["chain"]["rows"][0]["values"] == before
    stays = load("your_model", "en")["upload.stays"]
    assert app.error[0].value.endswith(stays.format(name="`model.pt`"))
    app.file_uploader[0].set_value(None).run()
    assert not app.error
    assert views(app)["chain"]["rows"][0]["name"] == "LSTM"
    assert "source" not in app.query_params


def test_where_nothing_fades_the_verdict_is_a_sentence():
    mark, told = verdict(visit(reveal="1", example="lstm_bias"))
    assert (mark, load("your_model", "en")["nowhere"] in told) == ("shown", True)


def test_radii_above_1_get_a_word_where_gates_decide():
    said = load("your_model", "en").sections["finds_gated"].split("@")[0]
    for example, gated in (("lstm", True), ("rnn", False)):
        found = shipped() if example == "lstm" else record_lesson(YourModel(example=example))
        assert (float(found.diagnosis.radius.max()) > 1) == gated
        told = " ".join(m.value for m in visit(reveal="1", example=example).markdown)
        assert (said in told) == gated


def test_a_malicious_file_does_not_run(tmp_path):
    sign = tmp_path / "it_ran"
    data = saved(seeded(nn.GRU, 2, 3).state_dict() | {"x": Runs(sign)})
    app = upload(visit(), data)
    assert len(app.error) == 1
    assert not sign.exists()


def test_words_from_a_file_are_only_quoted():
    name = "![x](http://example.org/`x`.png)\n# weight_hh"
    tensors = seeded(nn.GRU, 2, 3).state_dict() | {f"{name}.weight_ih_l0": torch.ones(3)}
    app = upload(visit(), saved(tensors))
    app.selectbox(key="part").set_value(f"{name}.").run()
    assert not app.exception
    assert quoted(name).count("`") == 2
    assert "\n" not in quoted(name)
    assert len(quoted("x" * 999)) < 90


def test_nothing_of_an_upload_is_in_the_link_or_in_another_session():
    app = upload(visit(reveal="1"), saved(model().state_dict()), name="secret_name.pt")
    assert "secret_name" not in str(app.query_params)
    assert "lstm." not in str(app.query_params)
    other = visit(reveal="1")
    np.testing.assert_allclose(first_row(other), shipped().gradient.dc)
    for name in ("tensors", "module", "lesson"):
        assert f"kept:{name}" in app.session_state
        assert f"kept:{name}" not in other.session_state


def test_a_link_restores_the_same_picture_in_the_other_language():
    link = {"reveal": "1", "t": "9", "example": "gru", "unit": "4", "look": "unit", "seed": "3"}
    english, chinese = visit(**link), visit(lang="zh", **link)
    ledgers = [numbers(views(app)["ledger"]["total"]) for app in (english, chinese)]
    np.testing.assert_array_equal(*ledgers)
    np.testing.assert_allclose(
        ledgers[0], record_lesson(YourModel(example="gru", seed=3)).trace.h[:, 4]
    )
    assert payload(english)["seek"] == payload(chinese)["seek"] == 8


def test_nonsense_in_a_link_falls_back():
    app = visit(reveal="1", length="banana", example="nobody", source="tokens", t="x", place="77")
    assert not app.error
    np.testing.assert_allclose(first_row(app), shipped().gradient.dc)


@pytest.mark.parametrize(("language", "example"), [("en", "lstm"), ("zh", "gru"), ("en", "rnn")])
def test_units_are_found_and_held_beside_random_ones(example, language):
    link = {"find": "true", "hold": "true", "unit": "3", "threshold": "0.3"}
    app = visit(lang=language, reveal="1", example=example, look="units", sort="variance", **link)
    text = load("your_model", language)
    trace = record_lesson(YourModel(example=example)).trace
    states = relative(trace.c if example == "lstm" else trace.h)
    found = find_units(states, *telling_span(states, 0.3), threshold=0.3)
    assert found, "it opens with a result"
    expected = [f"found_{unit}_{'+' if sign > 0 else '−'}" for unit, sign, _ in found]
    assert [b.key for b in app.button if b.key.startswith("found_")] == expected
    begins = text.sections["hold_none"][:4]
    assert sum(m.value.startswith(begins) and "%" in m.value for m in app.markdown) == 1
    assert text("left_out") in [c.value for c in app.caption]
    if expected:
        app.button(key=expected[0]).click().run()
        assert not app.exception
        assert payload(app)["picked"]["unit"] == int(expected[0].split("_")[1])


def test_a_short_input_has_nothing_around_a_part():
    app = visit(reveal="1", find="true", source="text", sentence="ab")
    assert load("your_model", "en")["find_short"] in [info.value for info in app.info]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_row_of_an_rnns_diagnosis_loses_a_number(language):
    app = visit(lang=language, reveal="1", example="rnn")
    (table,) = (m.value for m in app.markdown if m.value.startswith("| "))
    _, _, *rows = table.splitlines()
    assert rows
    for row in rows:
        assert len(re.findall(r"(?:\\.|[^|\\])+", row.strip("|"))) == 3, row
