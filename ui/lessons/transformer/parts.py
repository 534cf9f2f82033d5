"""The parts of the lesson on the whole Transformer around its moving picture."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from core.errors import InputError
from core.lessons.transformer.lesson import (
    ANSWERS,
    TAKEN,
    card,
    costs_most,
    left,
    record_lesson,
    shares,
    study,
)
from core.lessons.transformer.settings import CODES, Lesson, Transformer, reading
from core.networks.seq2seq_transformer.ablation import FEED, INTACT
from core.shipped.readings import CHINESE
from core.shipped.vocabularies import vocabulary
from core.traces.stack import MachineRecording
from core.traces.translation import END
from ui import link, predict
from ui.controls import choice, set_one, setting
from ui.lesson import cached, folded, last_good, source
from ui.markdown import plain, table
from ui.stage import replay
from ui.text import Text
from ui.writing import known_words, unknown_words
from viz.numbers import short
from viz.view import Verdict

READ = "transformer:read"  # in the session: the last settings with a sentence that could be read
ABOUT = "what holds it together"  # what a guess is about: the trained model, whatever it reads
SHOWN = 14  # words of a translation in a table


def choose_sentence(text: Text, draw: int) -> dict[str, Any]:
    """Where the sentence comes from, and beside it which one, or what the reader writes."""
    left, right = st.columns([1, 1.6], vertical_alignment="bottom")
    with left:
        how = choice(text["how"], text.words("how"), "how", "example", widget=st.selectbox)
    with right:
        if how == "own":
            return {"how": how, "sentence": setting(Transformer, "sentence", text)}
        if how == "example":
            names = text.words("example")
            widget = st.selectbox
            return {
                "how": how,
                "example": choice(text["example"], names, "example", "kitchen", widget=widget),
            }
        another = partial(_another, (draw + 1) % 1000)
        st.button(text["another"], on_click=another, key="another", width="stretch")
    return {"how": how}


def _another(draw: int) -> None:
    """Build another sentence, and play it."""
    set_one(Transformer, "draw", draw)
    replay()


def controls(text: Text, how: str) -> dict[str, Any]:
    """How the sentence is built, how it is shown, and, once the answer shows, how it is written."""
    values: dict[str, Any] = {}
    if how == "built":
        values["phenomena"] = setting(Transformer, "phenomena", text)
    if how == "own":
        known_words(text, vocabulary(CHINESE, "source"))
    names = ["mode"] + ["positions", "search"] * predict.revealed()
    for column, name in zip(st.columns(len(names)), names, strict=True):
        with column:
            values[name] = setting(Transformer, name, text)
    if values.get("search") == "sample":
        values |= _sampling(text)
    return values


def _sampling(text: Text) -> dict[str, Any]:
    """How words are drawn, and a button that draws others."""
    values: dict[str, Any] = {}
    columns = st.columns([1, 1, 0.6], vertical_alignment="bottom")
    for column, name in zip(columns, ("temperature", "top"), strict=False):
        with column:
            values[name] = setting(Transformer, name, text)
    with columns[-1]:
        seed = int(link.read("seed") or 0)
        draw = partial(set_one, Transformer, "seed", (seed + 1) % 100)
        st.button(text["draw_again"], on_click=draw, key="draw_again", width="stretch")
    return values


def readable(text: Text, asked: Transformer) -> Transformer:
    """The settings, or the last ones with a sentence that the model can read."""

    def refuse(error: InputError) -> None:
        if error.field == "words":
            unknown_words(text, asked.sentence, "sentence")
        else:
            st.error(text["impossible_sentence"])

    settings, _ = last_good(READ, asked, reading, refuse, first=Transformer())
    return settings


def recording(settings: Transformer) -> Lesson:
    """The sentence intact, which readers share, and with what is taken away."""
    intact = cached(record_lesson)(settings.intact)
    if settings.ablation == INTACT:
        return intact
    found = cached(_changed)(settings.recorded, len(intact.intact.decoder.target))
    return replace(intact, found=found)


def _changed(settings: Transformer, intact: int) -> MachineRecording:
    from core.lessons.transformer.run import changed

    return changed(settings, intact)


def ask(text: Text) -> None:
    """What costs most? One of four; with the answer the line is cut in the picture."""
    if predict.revealed():
        with st.container(horizontal=True, key="after"):
            predict.again(text)
            if link.read("off") or link.read("cut") or link.read("heads"):
                st.button(text["put_back"], on_click=_put_back, key="put_back", type="tertiary")
        return
    words = {answer: guess_label(text, answer) for answer in ANSWERS}
    with predict.row():
        predict.question(text("predict", of=str(_of())))
        with st.container(horizontal=True, key="guesses"):
            guess = predict.one_of(text["guess"], words, predict.GUESS, st.pills, seen=False)
        predict.decide(text, ABOUT, ready=guess != predict.OPEN, then=_cut)


def _cut() -> None:
    """Take away what costs most, where nothing is taken away yet."""
    name, code = TAKEN[costs_most()].split()
    if not any(link.read(field) for field in ("off", "cut", "heads")):
        set_one(Transformer, name, code)


def _put_back() -> None:
    for name in ("off", "cut", "heads"):
        set_one(Transformer, name, "")


def guess_label(text: Text, answer: str) -> str:
    """What may be taken away, with the weights that go with it."""
    return text[f"guess.{answer}"].format(weights=f"{weights_of(answer):,}")


def weights_of(answer: str) -> int:
    """How many weights go with an answer, from the sizes on the model's card."""
    sizes = card()["config"]["sizes"]
    d, hidden, heads = sizes["d"], sizes["hidden"], sizes["heads"]
    attention = 4 * d * d
    feed = 2 * d * hidden + hidden + d
    return {"self": attention, "feed": feed, "head": attention // heads, "line": 0}[answer]


def _of() -> int:
    """The held-out sentences that were translated without each part."""
    return int(card()["seeds"][0]["right without"]["of"])


def verdict(text: Text) -> Verdict:
    """What costs most, and what is left right without each of the four."""
    answer = costs_most()
    each = [f"{text[f'short.{a}']} {percent(mean(left(a)))}" for a in ANSWERS]
    said = text["costs"].format(answer=text[f"short.{answer}"], each=text["comma"].join(each))
    guess = link.read(predict.GUESS) or predict.OPEN
    scored = guess in ANSWERS and predict.scored(ABOUT)
    return predict.verdict([guess == answer] if scored else [], said)


def mean(values: Sequence[float]) -> float:
    """The mean over the seeds."""
    return sum(values) / len(values)


def percent(share: float) -> str:
    """A share in per cent: whole, and with a digit behind the point where it is below 1."""
    per_cent = 100 * share
    return f"{per_cent:.0f}%" if per_cent >= 1 or per_cent == 0 else f"{per_cent:.1f}%"


def why(text: Text, lesson: Lesson) -> None:
    """Why the line matters most, with what was measured on held-out sentences."""
    decoder, t = lesson.intact.decoder, surprising(lesson)
    held = [decoder.lens_word(place, t) for place in range(len(decoder.lens))]
    norms = decoder.norms[:, t]
    live = {"first": short(float(norms[0])), "last": short(float(norms[-1]))}
    live["word"] = plain(decoder.target[t])
    st.markdown(text("why", **live))
    st.markdown(text("why_lens", word=plain(decoder.target[t]), held=plain(" → ".join(held))))
    st.markdown(text("why_encoder", off=percent(mean(shares("off encoder")))))


def surprising(lesson: Lesson) -> int:
    """The word whose line changes what it holds most often; the first of equal ones."""
    decoder = lesson.intact.decoder
    best = decoder.lens_words[:, :, 0]
    return int((best[1:] != best[:-1]).sum(axis=0).argmax())


@folded("removed")
def removed(text: Text, settings: Transformer) -> None:
    """Everything that can be taken away, one at a time: held-out sentences, and this one."""
    from core.lessons.transformer.run import written_without

    st.markdown(text("removed", of=str(_of()), seeds=str(len(card()["seeds"]))))
    here = cached(written_without)(settings.intact)
    head = [text[f"removed.{name}"] for name in ("part", "weights", "off", "cut")]
    rows = [
        [
            place(text, code),
            f"{weights_of('feed' if code[-1] == FEED else 'self'):,}",
            *(_range(shares(f"{how} {code}")) for how in ("off", "cut")),
        ]
        for code in CODES
    ]
    st.markdown(table(head, rows))
    st.markdown(text("removed_others"))
    others = ("intact", "off encoder", "off feed-forward", "positions none", "positions shifted")
    named = [[text[f"removed.{name.replace(' ', '_')}"], _range(shares(name))] for name in others]
    named += [[text["removed.heads"], _range(_heads())]]
    st.markdown(table([text["removed.part"], text["removed.right"]], named))
    st.markdown(text("removed_here"))
    told = [[f"{text[f'removed.{how}']}: {place(text, code)}", _shown(here[f"{how} {code}"])]
            for code in CODES for how in ("off", "cut")]  # fmt: skip
    st.markdown(table([text["removed.part"], text["removed.written"]], told))


def _heads() -> tuple[float, ...]:
    """What is left without each head, in every training: its heads are not those of another."""
    names = [n for n in card()["seeds"][0]["right without"] if n.startswith("head")]
    return tuple(share for name in names for share in shares(name))


def _range(values: Iterable[float]) -> str:
    """The worst and the best of several shares."""
    low, *_, high = sorted(values)
    return percent(low) if percent(low) == percent(high) else f"{percent(low)} – {percent(high)}"


def _shown(words: Sequence[str]) -> str:
    """A translation, its end left out where it is long."""
    said = [word for word in words if word != END]
    return plain(" ".join(said[:SHOWN]) + (" …" if len(said) > SHOWN else ""))


def place(text: Text, code: str) -> str:
    """A sublayer's name."""
    side = text[f"side.{code[0]}"]
    return f"{side}, {text[f'place.{code[-1]}'].format(layer=code[1:-1])}"


@folded("trained")
def trained_without(text: Text) -> None:
    """The same model trained without each of its parts."""
    found = study()
    judged = text("trained", epochs=str(found["base"]["epochs"]))
    st.markdown(judged)
    rows = []
    for name, variant in found.items():
        seeds = variant["seeds"]
        loss = " · ".join(short(seed["loss"][-1], 2) for seed in seeds)
        rows.append([text[f"trained.{name}"], loss, _range(seed["exact"] for seed in seeds)])
    head = [text[f"trained.{name}"] for name in ("part", "loss", "exact")]
    st.markdown(table(head, rows))
    st.markdown(text("trained_note", **_in_short(found)))


def _in_short(found: Mapping[str, Any]) -> dict[str, str]:
    """The figures that the sentences below the table name: the worst and the best of the seeds."""
    seeds = {name: variant["seeds"] for name, variant in found.items()}
    losses = {name: sorted(s["loss"][-1] for s in seeds[name]) for name in seeds}
    exact = {name: [s["exact"] for s in seeds[name]] for name in seeds}
    longer = {name: [s["longer"] for s in seeds[name]] for name in seeds}
    return {
        "lines": _between(losses["no_residuals"]),
        "cross": _between(losses["no_cross"]),
        "off": _range(shares("off feed-forward")),
        "feed": _range(exact["no_feed_forward"]),
        "mask": percent(max(exact["no_mask"])),
        "longer": _range(longer["base"]),
        "offset": _range(longer["offsets"]),
        "offset_long": _range(longer["offsets_long"]),
    }


def _between(values: Sequence[float]) -> str:
    """The smallest and the largest of several numbers, in order."""
    low, high = short(values[0]), short(values[-1])
    return low if low == high else f"{low}–{high}"


@folded("hood")
def hood(text: Text, settings: Transformer) -> None:
    """The stack as code, and how far it is from torch on this sentence."""
    from core.lessons.transformer.run import difference
    from core.networks.seq2seq_transformer.stack import Stack

    st.markdown(text("hood", difference=short(cached(difference)(settings.intact))))
    st.code(source(Stack.run), language="python")
