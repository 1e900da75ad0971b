"""Files of layouts/static/ have addresses of their content, and style sheets name them by these."""

from __future__ import annotations

from press.shape.headers import is_fingerprinted
from press.shape.output import Copy, Styled
from press.shape.static import addresses_of, outputs

ASSETS = {
    "layouts/static/site.css": "a" * 40,
    "layouts/static/sok.js": "b" * 40,
    "layouts/static/icon.svg": "c" * 40,
    "layouts/static/fonts/serif.woff2": "d" * 40,
    "layouts/static/inner/more.css": "e" * 40,
    "layouts/booklet/booklet.css": "f" * 40,
}


def test_every_file_has_an_address_that_a_browser_may_keep() -> None:
    found = addresses_of(ASSETS)

    assert set(found) == {"site.css", "sok.js", "icon.svg", "fonts/serif.woff2", "inner/more.css"}
    assert found["fonts/serif.woff2"] == "/static/fonts/serif.dddddddd.woff2"
    assert all(is_fingerprinted(address) for address in found.values())


def test_a_font_of_other_content_gives_style_sheets_another_address_and_a_script_does_not() -> None:
    before = addresses_of(ASSETS)
    other_font = addresses_of(ASSETS | {"layouts/static/fonts/serif.woff2": "0" * 40})
    other_script = addresses_of(ASSETS | {"layouts/static/sok.js": "0" * 40})

    assert {name for name in before if before[name] != other_font[name]} == {"site.css", "inner/more.css", "fonts/serif.woff2"}
    assert {name for name in before if before[name] != other_script[name]} == {"sok.js"}


def test_a_style_sheet_names_others_from_its_own_folder() -> None:
    recipes = {output.source: output.recipe for output in outputs(ASSETS)}

    inner, icon = recipes["layouts/static/inner/more.css"], recipes["layouts/static/icon.svg"]
    assert icon == Copy("layouts/static/icon.svg", "c" * 40)
    assert isinstance(inner, Styled)
    assert dict(inner.names) == {
        "../icon.svg": "../icon.cccccccc.svg",
        "../fonts/serif.woff2": "../fonts/serif.dddddddd.woff2",
    }
