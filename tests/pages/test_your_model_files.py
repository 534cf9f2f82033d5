"""Files of real projects on the page: any name, any company; and inputs that fit their models."""

import io
from argparse import Namespace

import numpy as np
import pytest
import torch
from torch import nn

from core.lessons.your_model.input import make_input
from core.lessons.your_model.run import run, run_example
from core.lessons.your_model.settings import YourModel
from core.uploads.refusal import LARGEST
from tests.modules import seeded
from tests.pages.reader import PROJECT, numbers, verdict, views, visitor
from ui.text import LANGUAGES, load

visit = visitor("your_model")
OLD = {"_use_new_zipfile_serialization": False}


def saved(thing, **options):
    stream = io.BytesIO()
    torch.save(thing, stream, **options)
    return stream.getvalue()


def upload(app, data, name="model.pt", which=0):
    """Bring a file that is read. Of a model the page asks anew: the answer is shown as it was."""
    shown = not asks(app)
    app.file_uploader[which].upload(name, data, "application/octet-stream").run()
    assert not app.exception
    assert not app.error
    if shown and asks(app):
        app.button(key="show_me").click().run()
    return app


def asks(app):
    return any(button.key == "show_me" for button in app.button)


def first_row(app):
    return numbers(views(app)["chain"]["rows"][0]["values"])


def captions(app):
    return " ".join(caption.value for caption in app.caption)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_of_any_name_is_read_and_the_page_tells_what_was_done(language):
    cell = {f"cell.{name}": w for name, w in seeded(nn.GRUCell, 2, 3).state_dict().items()}
    app = visit(lang=language)
    said = load("your_model", language)
    upload(app, saved({"model": cell, "args": Namespace(lr=1)}, **OLD), "last.pth.tar")
    assert "`argparse.Namespace`" in captions(app)
    assert said["file.cell"] in captions(app)
    assert said["file.starts"] in captions(app)
    with pytest.warns(FutureWarning):
        normed = nn.utils.weight_norm(seeded(nn.LSTM, 2, 3), "weight_hh_l0")
    upload(app, saved(normed.state_dict()), "checkpoint")
    assert "`weight_hh_l0`" in captions(app)
    assert "argparse" not in captions(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_no_file_was_read_the_page_says_that_the_example_is_shown(language):
    app = visit(lang=language)
    app.file_uploader[0].upload("x.pt", b"no model", "application/octet-stream").run()
    (error,) = app.error
    assert error.value.endswith(load("your_model", language)["upload.example"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_layer_that_does_not_fit_is_passed_over_for_one_that_does(language):
    bad = {f"a.{name}": w for name, w in seeded(nn.GRU, 2, 3).state_dict().items()}
    bad["a.bias_ih_l0"] = torch.ones(4)
    good = {f"b.{name}": w for name, w in seeded(nn.LSTM, 2, 5).state_dict().items()}
    app = upload(visit(lang=language, reveal="1"), saved(bad | good))
    said = load("your_model", language)
    assert said["shown.part"].format(count=2, name="`b`") in captions(app)
    app.selectbox(key="part").set_value("a.").run()
    assert "`a.bias_ih_l0`" in app.error[0].value


def test_a_model_stays_while_another_page_is_visited_until_the_reader_drops_it():
    app = upload(visit(reveal="1"), saved(seeded(nn.GRU, 3, 6).state_dict()))
    before = first_row(app)
    for _ in range(2):
        app.switch_page(str(PROJECT / "pages/recurrence/gru.py")).run()
        app.switch_page(str(PROJECT / "pages/recurrence/your_model.py")).run()
        assert not app.exception
        np.testing.assert_array_equal(first_row(app), before)
        app.run()
        np.testing.assert_array_equal(first_row(app), before)
    back = load("your_model", "en")["upload.back"].format(name="`model.pt`")
    assert back in captions(app)
    app.button(key="upload_drop").click().run()
    assert views(app)["chain"]["rows"][0]["name"] == "LSTM"
    assert back not in captions(app)


def test_a_file_that_was_taken_away_does_not_come_back():
    app = upload(visit(reveal="1"), saved(seeded(nn.GRU, 3, 6).state_dict()))
    app.file_uploader[0].set_value(None).run()
    app.switch_page(str(PROJECT / "pages/recurrence/gru.py")).run()
    app.switch_page(str(PROJECT / "pages/recurrence/your_model.py")).run()
    assert views(app)["chain"]["rows"][0]["name"] == "LSTM"


def test_between_two_files_the_last_good_one_is_not_forgotten():
    """A browser takes the old file away before the next one has arrived."""
    app = upload(visit(reveal="1"), saved(seeded(nn.GRU, 3, 6).state_dict()))
    before = first_row(app)
    app.file_uploader[0].set_value(None).run()
    app.file_uploader[0].upload("x.pt", b"no model", "application/octet-stream").run()
    assert len(app.error) == 1
    np.testing.assert_array_equal(first_row(app), before)


def test_a_file_that_is_refused_later_leaves_the_model_that_was_come_back_to():
    app = upload(visit(reveal="1"), saved(seeded(nn.GRU, 3, 6).state_dict()))
    before = first_row(app)
    app.switch_page(str(PROJECT / "pages/recurrence/gru.py")).run()
    app.switch_page(str(PROJECT / "pages/recurrence/your_model.py")).run()
    app.file_uploader[0].upload("x.pt", b"no model", "application/octet-stream").run()
    assert len(app.error) == 1
    np.testing.assert_array_equal(first_row(app), before)
    app.file_uploader[0].set_value(None).run()
    assert views(app)["chain"]["rows"][0]["name"] == "LSTM"


def seq2seq():
    parts = {"embedding": seeded(nn.Embedding, 9, 4), "rnn": seeded(nn.GRU, 4, 5)}
    other = {"embedding": seeded(nn.Embedding, 8, 4, seed=1), "rnn": seeded(nn.GRU, 4, 5, seed=1)}
    return nn.ModuleDict({"encoder": nn.ModuleDict(parts), "decoder": nn.ModuleDict(other)})


def test_each_layer_is_offered_its_own_embedding():
    app = upload(visit(), saved(seq2seq().state_dict()))
    app.query_params["source"] = "tokens"
    app.run()
    for part in ("encoder", "decoder", "encoder"):
        app.selectbox(key="part").set_value(f"{part}.rnn.").run()
        assert not app.exception
        assert f"`{part}.embedding.weight`" in captions(app)


def test_a_model_without_an_embedding_reads_one_hot_vectors():
    gru = seeded(nn.GRU, 6, 5).eval()
    app = upload(visit(reveal="1"), saved(gru.state_dict()))
    app.query_params["source"] = "onehot"
    app.run()
    app.text_area(key="tokens").set_value("0 5 2").run()
    settings = YourModel(source="onehot", tokens="0 5 2")
    expected = run(gru, *make_input(settings, 6), settings)
    np.testing.assert_allclose(first_row(app), expected.gradient.dh, rtol=1e-5)
    app.text_area(key="tokens").set_value("0 6").run()
    assert "`6`" in app.error[0].value


def test_of_a_long_table_a_window_is_read():
    values = np.random.default_rng(0).normal(size=(450, 2)).astype(np.float32)
    data = "\n".join(f"{a},{b}" for a, b in values).encode()
    app = visit(reveal="1", source="csv")
    upload(app, data, "x.csv", which=1)
    assert len(first_row(app)) == 400
    row(app, "csv_first").set_value(31).run()
    assert not app.exception
    expected = run_example(YourModel(source="csv"), values[30:430]).gradient.dc
    np.testing.assert_allclose(first_row(app), expected, rtol=1e-5)
    row(app, "csv_steps").set_value(12).run()
    expected = run_example(YourModel(source="csv"), values[30:42]).gradient.dc
    np.testing.assert_allclose(first_row(app), expected, rtol=1e-5)
    row(app, "csv_first").set_value(449).run()
    assert not app.exception
    assert len(first_row(app)) == 2


def row(app, key):
    return next(each for each in app.number_input if str(each.key).startswith(key))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_memory_map_of_a_large_layer_says_that_it_is_an_estimate(language):
    app = visit(lang=language, reveal="1", memory="true")
    upload(app, saved(seeded(nn.GRU, 2, 200).state_dict()))
    begin = load("your_model", language)["memory_estimated"].split("{")[0]
    assert [info.value for info in app.info if info.value.startswith(begin)]
    assert len(app.get("plotly_chart")) == 1


def test_the_reader_chooses_which_steps_and_units_of_a_large_layer_are_shown():
    gru = seeded(nn.GRU, 2, 450).eval()
    app = visit(reveal="1", memory="true", look="units", length="120")
    upload(app, saved(gru.state_dict()))
    assert len(views(app)["units"]["units"]) <= 129
    app.number_input(key="first").set_value(200).run()
    assert views(app)["units"]["units"] == [0, *range(200, 328)]
    ends = next(slider for slider in app.slider if str(slider.key).startswith("memory_last"))
    window = 40_960 // 450
    assert (ends.min, ends.value) == (window, 120)
    ends.set_value(window + 3).run()
    assert not app.exception
    assert any(f"{window + 3}" in info.value for info in app.info)


def bring(app, data, name="model.pt"):
    app.file_uploader[0].upload(name, data, "application/octet-stream").run()
    assert not app.exception
    return app


def test_of_each_new_file_the_page_asks_and_of_the_same_one_it_does_not():
    app = visit(reveal="1", guess_reach="6")
    for seed in (0, 1):
        bring(app, saved(seeded(nn.GRU, 3, 6, seed=seed).state_dict()))
        assert asks(app)
        assert app.select_slider[0].value == "?"
        app.select_slider[0].set_value("9").run()
        app.button(key="check_guess").click().run()
        assert not asks(app)
        app.slider(key="seed").set_value(seed + 3).run()
        assert not asks(app)
    bring(app, b"no model")
    assert not asks(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_tensors_that_were_not_used_are_named(language):
    own = {"layernorm_ih.weight": torch.ones(12), "layernorm_hh.weight": torch.ones(12)}
    app = upload(visit(lang=language), saved(seeded(nn.LSTM, 2, 3).state_dict() | own))
    said = load("your_model", language)
    names = said["between_names"].join(map("`{}`".format, own))
    assert said["file.unused"].format(names=names) in captions(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_layer_that_is_refused_leaves_another_of_its_file_and_says_which(language):
    good = {f"enc.{name}": w for name, w in seeded(nn.GRU, 2, 3).state_dict().items()}
    bad = {f"dec.{name}": w for name, w in seeded(nn.GRU, 2, 3).state_dict().items()}
    bad["dec.bias_ih_l0"] = torch.ones(4)
    app = upload(visit(lang=language), saved(good | bad))
    app.selectbox(key="part").set_value("dec.").run()
    said = load("your_model", language)
    end = said["between_sentences"] + said["upload.stays_part"].format(name="`enc`")
    assert app.error[0].value.endswith(end)


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_large_a_file_may_be_is_said_before_it_is_chosen(language):
    limit = load("your_model", language)["upload.limit"].format(most=LARGEST // 2**20)
    assert limit in captions(visit(lang=language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_gradient_that_rises_again_is_not_said_to_stay_small(language):
    one = {"weight_ih_l0": torch.ones(1, 1), "weight_hh_l0": torch.full((1, 1), 1.5)}
    app = visit(lang=language, source="csv", reveal="1")
    upload(app, saved(one))
    upload(app, b"0\n" * 20 + b"5\n-1.5\n0\n0\n", "x.csv", which=1)
    said = load("your_model", language)
    told = " ".join(markdown.value for markdown in app.markdown)
    assert said.sections["finds_returns"].split("@")[0] in told
    assert said["since"].format(reach=said["steps.many"].format(n=4)) not in told
    assert said["measured.rises"] in verdict(app)[1]
