"""The parts of the lesson on self-attention around its moving picture."""

import streamlit as st

from core.errors import InputError
from core.lessons.self_attention.lesson import asked, record_lesson, shipped, strongest
from core.lessons.self_attention.settings import GAP, Lesson, SelfAttention
from core.lessons.self_attention.softmax_scale import measure
from core.shipped.store import card as shipped_card
from core.traces.timing import TimeTrace
from ui import link, predict
from ui.lesson import cached, folded, last_good, moving_picture, source
from ui.markdown import plain
from ui.text import Text
from ui.warm_up import one_thread
from ui.writing import as_written, unreadable
from viz.lessons.self_attention import race, scale_stage
from viz.numbers import short
from viz.view import Verdict

OPEN = predict.OPEN
TIMED = "self_attention:timed"  # in the session: how long the ways to read took
READ = "self_attention:read"  # in the session: the last settings with a readable sentence


def readable(text: Text, settings: SelfAttention) -> tuple[SelfAttention, Lesson]:
    """The settings with their recording, or the last ones whose sentence could be read."""

    def read(settings: SelfAttention) -> Lesson:
        return cached(record_lesson)(settings.recorded)

    def refuse(error: InputError) -> None:
        if as_written("sentence", settings.sentence):
            st.error(unreadable(text, error, shipped().filling.vocabulary))

    return last_good(READ, settings, read, refuse, first=SelfAttention())


def ask(text: Text, settings: SelfAttention, recorded: Lesson) -> None:
    """Which word would you look at to fill the gap? One of the sentence, or guess again."""
    if predict.revealed():
        predict.again(text)
        return
    word = recorded.words[asked(recorded.words)]
    said = text("predict" if word == GAP else "predict_whole", word=plain(word))
    words = {str(n): plain(word) for n, word in enumerate(recorded.words, 1)}
    predict.ask_one(text, said, words, about=about(settings, recorded))


def about(settings: SelfAttention, recorded: Lesson) -> object:
    """What a guess is about: this sentence in this head."""
    return recorded.words, settings.head, settings.scale


def verdict(text: Text, settings: SelfAttention, recorded: Lesson) -> Verdict:
    """The word that the gap looks at most, in the head that is shown, and the guess beside it."""
    place, words = asked(recorded.words), recorded.words
    best = strongest(recorded, settings.head, place)
    said = text["answer"].format(
        word=words[place], other=words[best], weight=weight(settings, recorded, place, best)
    )
    guess = guessed(settings, recorded)
    return predict.verdict([] if guess is None else [guess == best], said)


def guessed(settings: SelfAttention, recorded: Lesson) -> int | None:
    """The place of the word that was guessed, from 0, where the guess counts."""
    guess = link.read("guess") or OPEN
    if not guess.isdecimal() or not predict.scored(about(settings, recorded)):
        return None
    place = int(guess) - 1
    return place if 0 <= place < len(recorded.words) else None


def weight(settings: SelfAttention, recorded: Lesson, place: int, other: int) -> str:
    """How much one word takes from another in the head that is shown."""
    trace, row = recorded.of_head(settings.head)
    return percent(float(trace.weights[row, place, other]))


def percent(share: float) -> str:
    """A share in per cent, whole where that says enough: 71%, 99.9%, 0.3%."""
    return f"{share:.1%}" if min(share, 1 - share) < 0.01 else f"{share:.0%}"


def why(text: Text, settings: SelfAttention, recorded: Lesson) -> None:
    """Why it looks there, and what the gap would be filled with."""
    place, words = asked(recorded.words), recorded.words
    best = strongest(recorded, settings.head, place)
    live = {
        "word": plain(words[place]),
        "other": plain(words[best]),
        "weight": weight(settings, recorded, place, best),
        "filled": fillings(recorded, place),
    }
    st.markdown(text("why", **live))


def fillings(recorded: Lesson, place: int) -> str:
    """The likeliest words at a place with their probabilities."""
    likeliest = recorded.filling.candidates(place, 3)
    return ", ".join(f"*{plain(word)}* ({percent(p)})" for word, p in likeliest)


@folded("scaling")
def without_the_scale(text: Text) -> None:
    """What the softmax becomes when scores are not divided by √d_k, measured over d_k."""
    trace = cached(measure)()
    numbers = {"size": str(trace.size[-1]), "keys": str(trace.weights.shape[2])}
    for name in ("largest", "entropy", "slope"):
        with_root, without = getattr(trace, name)[:, -1]
        numbers |= {f"{name}_root": short(with_root), f"{name}_none": short(without)}
    st.markdown(text("scaling", **numbers))
    moving_picture(scale_stage(trace, words=text.labels), text, time="d")
    st.caption(text("scaling_note", **_filled()))


def _filled() -> dict[str, str]:
    """What the encoder's card says of gaps in held-out sentences, with the division and without."""
    card = shipped_card("word_encoder")
    live = {
        "n": str(card["held-out sentences"]["sentences"]),
        "d": str(shipped().layers[0].q.shape[-1]),
    }
    for name, figures in (("root", "heldout"), ("none", "heldout without the scale")):
        found = card[figures]
        live[f"right_{name}"] = f"{found['accuracy']:.1%}"
        live[f"five_{name}"] = f"{found['among five']:.1%}"
        live[f"bits_{name}"] = f"{found['bits']:.2f}"
    return live


@folded("parallel")
def in_parallel(text: Text) -> None:
    """T steps of an RNN beside one attention over all words, timed on this machine."""
    from core.lessons.self_attention.parallel_time import measure as time_it

    one_thread()  # the section may open before the warm-up has said so
    trace = st.session_state.get(TIMED) or time_it()
    st.session_state[TIMED] = trace
    st.markdown(text("parallel", **_timed(trace)))
    st.button(text["race_again"], on_click=_forget_times, key=f"{TIMED}:again")
    dark = st.context.theme.type == "dark"
    st.plotly_chart(race(trace, text.labels, dark=dark), key="race")


def _forget_times() -> None:
    st.session_state.pop(TIMED, None)


def _timed(trace: TimeTrace) -> dict[str, str]:
    """The numbers of the text: at the longest sequence, and beside the one before."""
    loop, fused, attention = trace.loop, trace.fused, trace.attention
    return {
        "length": str(trace.length[-1]),
        "time": short(1000 * float(attention[-1])),
        "loop": short(float(loop[-1] / attention[-1])),
        "fused": short(float(fused[-1] / attention[-1])),
        "longer": str(trace.length[-1] // trace.length[-2]),
        "attention_growth": short(float(attention[-1] / attention[-2])),
        "fused_growth": short(float(fused[-1] / fused[-2])),
    }


@folded("hood")
def hood(text: Text, settings: SelfAttention) -> None:
    """The equation as code, and how far it is from torch on this sentence."""
    from core.lessons.self_attention.run import differences
    from core.networks.scaled_dot_product import attention

    from_sdpa, from_module = cached(differences)(settings)
    st.markdown(text("hood", sdpa=short(from_sdpa), module=short(from_module)))
    st.code(source(attention), language="python")
