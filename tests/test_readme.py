"""What the README shows runs as it is."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
BLOCKS = re.findall(r"```python\n(.*?)```", (PROJECT / "README.md").read_text("utf-8"), re.DOTALL)


def test_there_is_something_to_run():
    assert len(BLOCKS) >= 2


@pytest.mark.parametrize("count", range(1, len(BLOCKS) + 1))
def test_the_blocks_run_one_after_the_other(count, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(BLOCKS[:count])],
        cwd=tmp_path,
        env={"PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
