"""Static files and fonts under an address that changes with their content."""

from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from planner.core.fonts import FACES, font_folder
from planner.web.assets import STATIC, content_mark
from planner.web.entry import parts


def test_the_mark_changes_with_any_file_and_with_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.css").write_text("x")
    first = content_mark(tmp_path)
    (tmp_path / "a" / "cached.pyc").write_text("y")
    assert content_mark(tmp_path) == first
    (tmp_path / "a" / "one.css").write_text("y")
    second = content_mark(tmp_path)
    (tmp_path / "a" / "one.css").rename(tmp_path / "a" / "two.css")
    assert len({first, second, content_mark(tmp_path)}) == 3


def test_the_fonts_of_the_package_exist() -> None:
    assert [name for name in FACES.values() if not (font_folder() / name).is_file()] == []


def test_the_four_faces_are_served_small_and_for_ever(app: Flask, client: FlaskClient) -> None:
    for name in FACES:
        answer = client.get(f"{parts().asset_root}/fonts/{name}.woff2")
        assert (answer.status_code, answer.data[:4]) == (200, b"wOF2")
        assert len(answer.data) < 60_000
        assert "immutable" in answer.headers["Cache-Control"]
        answer.close()


def test_the_style_lies_under_its_mark_and_nowhere_else(app: Flask, client: FlaskClient) -> None:
    assert parts().asset_root == f"/static/{content_mark(STATIC)}"
    assert client.get("/static/style.css").status_code == 404
    assert client.get(f"{parts().asset_root}/../config.py").status_code == 404
    assert f'href="{parts().asset_root}/' in client.get("/").get_data(as_text=True)
