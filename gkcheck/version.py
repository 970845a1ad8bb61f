"""The version of gkcheck, read by the build and by `gkcheck --version`."""

__version__ = "0.1.0"
