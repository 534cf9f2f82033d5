"""The shipped trainings of word vectors: `weights/vectors_<text>_<architecture>.safetensors`."""

from functools import lru_cache
from typing import cast

from core.data.word_texts import CODES
from core.shipped import recordings
from core.shipped import store as shipped
from core.traces.word_vectors import HierarchicalTrace, LearningTrace, NeighboursTrace, ShiftTrace

SHIFT = "word_vectors_study"
HIERARCHICAL = "vectors_documentation_hierarchical"

ASKED = {  # the words that lessons ask about
    "documentation": ("true", "left"),
    "chinese": ("热", "新"),
    "english": ("hot", "new"),
}
BESIDE = {  # further words that are followed
    "documentation": """
        false right first last next two three four must may will can should cannot list tuple dict
        string dictionary integer float bytes sequence mapping class object function method module
        instance return returns raise raises before after if else for while is are value boolean
        side hand key item
    """,
    "chinese": """
        冷 旧 天气 好 非常 很 便宜 贵 漂亮 大 小 红色 黑色 早上 晚上 下午 昨天 今天 明天 昨晚
        星期一 星期五 老师 医生 律师 学生 哥哥 妹妹 爸爸 苹果 西瓜 香蕉 面包 咖啡 茶 猫 狗 北京 上海
        巴黎 他 她 我们 买 卖 吃 喝 看 三
    """,
    "english": """
        cold old weather good very cheap expensive beautiful big small red black morning evening
        afternoon yesterday today tomorrow Monday Friday teacher doctor lawyer student brother
        sister father apples watermelons bananas bread coffee tea cats dogs Beijing Shanghai Paris
        he she we bought sold ate drank watched three bigger
    """,
}
FOLLOWED = {code: (*ASKED[code], *BESIDE[code].split()) for code in CODES}


def file_of(code: str, architecture: str) -> str:
    """The name of a training's file and card."""
    return f"vectors_{code}_{architecture}"


@lru_cache(maxsize=2 * len(CODES))
def load_vectors(code: str, architecture: str) -> LearningTrace:
    """A training by its text and architecture, without torch."""
    found = recordings.load(shipped.FOLDER / f"{file_of(code, architecture)}.safetensors")
    return cast(LearningTrace, found["learning"])


def neighbours_of(code: str) -> str:
    """The name of the file with the neighbours of a text's words."""
    return f"neighbours_{code}"


@lru_cache(maxsize=len(CODES))
def load_neighbours(code: str) -> NeighboursTrace:
    """How often two words of a text stand in one window: to count again takes seconds."""
    found = recordings.load(shipped.FOLDER / f"{neighbours_of(code)}.safetensors")
    return cast(NeighboursTrace, found["neighbours"])


@lru_cache(maxsize=1)
def load_shift() -> ShiftTrace:
    """The study of w · c against PMI − log k, without torch."""
    found = recordings.load(shipped.FOLDER / f"{SHIFT}.safetensors")
    return cast(ShiftTrace, found["shift"])


@lru_cache(maxsize=1)
def load_hierarchical() -> HierarchicalTrace:
    """The training with hierarchical softmax on the documentation, without torch."""
    found = recordings.load(shipped.FOLDER / f"{HIERARCHICAL}.safetensors")
    return cast(HierarchicalTrace, found["hierarchical"])
