"""What holds for every test.

Each worker has about one core. More threads than that would spend most of their time waiting for
each other, tenfold and more, so torch gets one, here and in whatever a test starts.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

pytest_plugins = [
    "tests.plugins.generators",
    "tests.plugins.examples",
    "tests.plugins.seconds",
]
