"""Which outputs have compressed twins, and what these hang on."""

from __future__ import annotations

from press.digest import digest
from press.shape.output import Twin
from press.shape.twins import LEAST, has_twins, twins, twins_of


def test_texts_of_the_site_have_twins_and_what_is_small_or_compressed_already_has_none() -> None:
    assert all(has_twins(f"site/a{end}", 5000) for end in (".html", ".css", ".js", ".svg", ".xml", ".json", ".csv", ".txt"))
    assert not any(
        has_twins(f"site/a{end}", 5000) for end in (".avif", ".jpg", ".woff2", ".pdf", ".html.br", ".epub", ".pf_index")
    )
    assert not has_twins("site/a.html", LEAST)
    assert has_twins("site/a.html", LEAST + 1)
    assert not has_twins("hosts/nginx.txt", 5000)
    assert not has_twins("site/_headers", 5000)


def test_a_twin_lies_beside_its_file_and_names_what_that_holds() -> None:
    made = [("site/a.html", 5000, "one"), ("site/a.pdf", 5000, "two"), ("site/b.html", 10, "three")]

    found = list(twins(made))

    assert [output.path for output in found] == ["site/a.html.br", "site/a.html.gz"] == list(twins_of("site/a.html"))
    assert [output.recipe for output in found] == [Twin("site/a.html", "one", "br"), Twin("site/a.html", "one", "gz")]


def test_a_twin_is_another_when_its_file_holds_something_else() -> None:
    one, other = (digest(list(twins([("site/a.html", 5000, held)]))) for held in ("one", "two"))

    assert one != other


def test_an_output_that_is_a_folder_has_its_twins_inside() -> None:
    assert not list(twins([("site/sok/pagefind/a.js", 5000, "one")], ("site/sok/pagefind/",)))
