"""What holds for every test.

Each worker has about one core. More threads than that would spend most of their time waiting for
each other, tenfold and more, so torch gets one, here and in whatever a test starts.
"""

import gc
import os
import sys

import pytest

os.environ.setdefault("OMP_NUM_THREADS", "1")

pytest_plugins = [
    "tests.plugins.generators",
    "tests.plugins.examples",
    "tests.plugins.seconds",
]


def pytest_collection_finish() -> None:
    """Let the collector pass over the modules, which stay, and come seldom for what tests make."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def one_thread() -> None:
    """Give torch one thread where it is loaded, whatever an earlier test has said."""
    if torch := sys.modules.get("torch"):
        torch.set_num_threads(1)
