"""A server that cannot print says so, and does everything else."""

from typing import Any

import pytest

from planner.press import CannotPrint, NoEngine, find_engine


def test_without_pango_the_reader_is_told_what_to_do_and_the_log_names_the_packages(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def lacking() -> Any:
        raise OSError("cannot load library 'libpango-1.0-0': no such file.  Additionally, ctypes did not find it")

    found = find_engine(lacking)
    assert found == NoEngine("cannot load library 'libpango-1.0-0': no such file")
    assert "apt-get install --no-install-recommends libpango-1.0-0" in caplog.text
    with pytest.raises(CannotPrint, match="Pango") as refusal:
        found.ready()
    assert refusal.value.status == 503
