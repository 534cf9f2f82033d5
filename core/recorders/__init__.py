"""Recorders: a module and its input in, everything that happened inside out.

All of them are loaded together, whichever is asked for, so that `record` knows every type.
"""

from importlib import import_module
from pkgutil import iter_modules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
