"""What the tests of all pages share."""

from collections.abc import Iterator
from functools import cache

import pytest
import torch  # noqa: F401  here, before the app's warm-up imports it beside a test
from streamlit.components.v2 import manifest_scanner


@pytest.fixture(scope="session", autouse=True)
def packages_are_asked_once() -> Iterator[None]:
    """At each run AppTest asks every installed package for components of its own: half its time."""
    asked_once = cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", asked_once)
        yield
