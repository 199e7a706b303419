"""Reads a PDF's text with poppler, a program that had no part in printing it."""

import os
import shutil
import subprocess

import pytest


def reader() -> str:
    """Where pdftotext is; skips the test where it is not, but never in CI."""
    program = shutil.which("pdftotext")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("poppler-utils is missing, and CI may not skip tests")
        pytest.skip("pdftotext is missing: apt-get install poppler-utils")
    return program


def text_of(pdf: bytes, program: str, *options: str) -> str:
    """The words of a PDF in reading order; options as pdftotext takes them."""
    run = subprocess.run([program, *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return run.stdout.decode()
