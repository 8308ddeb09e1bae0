"""The program's version, from the installed distribution."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("kehoach")
except PackageNotFoundError:  # running from a checkout that was never installed
    VERSION = "0+unknown"
