"""One thread for all of core's tests: small networks are faster so, and do not crowd a machine."""

import pytest
import torch


@pytest.fixture(autouse=True, scope="session")
def one_thread():
    torch.set_num_threads(1)
