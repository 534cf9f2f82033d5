"""The question of the lesson on word vectors: which words come nearest to two of them."""

from collections.abc import Mapping

import streamlit as st

from core.lessons.word_vectors.lesson import answer, nearest_word, record_lesson
from core.lessons.word_vectors.settings import OPTIONS, PLACES, WordVectors
from ui import link, predict
from ui.text import Text
from viz.glosses import within
from viz.numbers import cosine
from viz.view import Verdict


def about(settings: WordVectors) -> str:
    """What a guess belongs to."""
    return f"{settings.corpus} {settings.architecture}"


def hidden(settings: WordVectors) -> tuple[str, ...]:
    """The words that can be guessed: on the map they would tell the answer."""
    return tuple(word for options in OPTIONS[settings.corpus].values() for word in options)


def ask(text: Text, settings: WordVectors) -> dict[str, str]:
    """Ask for the nearest of a few words, for two words.

    Returns:
        The guesses to be scored: word that was asked about → place of the option.
    """
    options = OPTIONS[settings.corpus]
    if predict.revealed():
        predict.again(text)
        return _made(settings) if predict.scored(about(settings)) else {}
    with predict.row():
        predict.question(text("predict"))
        with st.container(horizontal=True, key="guesses_several"):
            guesses = [
                predict.one_of(
                    text["nearest_to"].format(word=within(word, text.labels)),
                    dict(zip(PLACES, (within(o, text.labels) for o in options[word]), strict=True)),
                    _name(settings, word),
                    st.pills,
                )
                for word in options
            ]
        predict.decide(text, about(settings), ready=any(guess != predict.OPEN for guess in guesses))
    return {}


def guessed(settings: WordVectors) -> dict[str, str]:
    """Word that was asked about → word that was guessed, where the guess is scored."""
    if not predict.scored(about(settings)):
        return {}
    options = OPTIONS[settings.corpus]
    return {word: options[word][int(place) - 1] for word, place in _made(settings).items()}


def verdict(text: Text, settings: WordVectors, guesses: Mapping[str, str]) -> Verdict:
    """The nearest word of each, with its cosine, in one sentence."""
    trace, said = record_lesson(settings), []
    for word in OPTIONS[settings.corpus]:
        found, near = nearest_word(trace, word)
        live = {"word": within(word, text.labels), "found": within(found, text.labels)}
        said.append(text["verdict_word"].format(**live, cosine=cosine(near)))
    rights = [place == answer(settings, word) for word, place in guesses.items()]
    return predict.verdict(rights, text["verdict"].format(first=said[0], second=said[1]))


def _made(settings: WordVectors) -> dict[str, str]:
    said = {word: link.read(_name(settings, word)) for word in OPTIONS[settings.corpus]}
    return {word: place for word, place in said.items() if place and place in PLACES}


def _name(settings: WordVectors, word: str) -> str:
    """The link's name of a guess: a text has words of its own."""
    return f"guess_{settings.corpus}_{list(OPTIONS[settings.corpus]).index(word) + 1}"
