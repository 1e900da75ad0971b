"""What this machine has to make a PDF with: WeasyPrint, and the libraries that shape and break lines."""

from __future__ import annotations

import ctypes
import os
import sys
import warnings
from collections.abc import Iterable
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from typing import Any

_PACKAGES = ("weasyprint", "pydyf", "fonttools", "pyphen", "tinycss2", "tinyhtml5")
_LIBRARIES = {  # what shapes and breaks lines: the C functions that tell their versions
    "pango_version_string": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "hb_version_string": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
}


class PdfUnavailable(Exception):  # noqa: N818  it says how the machine is, not what went wrong
    """This machine can't make a PDF: a library that WeasyPrint needs is missing."""


def engine() -> dict[str, str]:
    """The versions that decide where lines break, so that a PDF's key changes with them. Costs no import of WeasyPrint."""
    found = {}
    for name in _PACKAGES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found | {function: _library_version(function, names) for function, names in _LIBRARIES.items()}


def _library_version(function: str, names: Iterable[str]) -> str:
    """What a C library says of itself; empty when it is missing."""
    for name in names:
        with suppress(OSError, AttributeError):
            told = getattr(ctypes.CDLL(name), function)
            told.restype = ctypes.c_char_p
            return str(told().decode())
    return ""


def library() -> Any:  # its own types are looser than ours
    """WeasyPrint, imported here because that takes half a second. Raises PdfUnavailable."""
    if "weasyprint" not in sys.modules:
        with warnings.catch_warnings(), open(os.devnull, "w", encoding="utf-8") as nowhere:
            warnings.simplefilter("ignore")  # "No fonts configured": as it should be, the booklet brings its own
            before, sys.stdout = sys.stdout, nowhere  # it prints advice of its own before it fails
            try:
                import weasyprint  # noqa: F401  asked for below, where it is known to be there
            except OSError as fault:
                raise PdfUnavailable(str(fault).split("\n", 1)[0].partition(":")[0]) from None
            finally:
                sys.stdout = before
    from weasyprint.text import ffi

    if ffi.harfbuzz_subset is None:  # it would take fontTools instead: other bytes than elsewhere
        raise PdfUnavailable("HarfBuzz-Subset is missing")
    return sys.modules["weasyprint"]
