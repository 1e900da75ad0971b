"""What a share image shows, from an article and the register."""

from __future__ import annotations

import re

from press.model import Article
from press.shape.share import LONGEST_PLACE, ShareMap, ShareView, address_of, share_map, share_of_article, share_of_publication
from tests.makers import HABO, LUND, MALMO, a_municipality, a_register, an_article

REGISTER = a_register()


def view(article: Article) -> ShareView:
    return share_of_article(article, REGISTER, share_map(REGISTER), "En liten skrift")


def test_every_municipality_has_its_dot_by_code() -> None:
    register = a_register(places={"1281": (1, 2), "0305": (3, 4), "1280": (5, 6)})

    assert share_map(register) == ShareMap(((3, 4), (5, 6), (1, 2)))


def test_an_articles_image_names_it_and_marks_its_own_municipalities() -> None:
    found = view(an_article(title="Klimatbudget", dimensions="ES", municipalities=(LUND,)))

    assert (found.title, found.publication, found.place, found.dimensions, found.mark) == (
        "Klimatbudget", "En liten skrift", "Lund", "Ekonomisk och social", "ES",
    )  # fmt: skip
    assert found.marked == (REGISTER.places["1281"],)


def test_another_image_has_another_address() -> None:
    one, same, other = (view(an_article(title=title)) for title in ("Klimat", "Klimat", "Klimatbudget"))

    assert address_of(one, "klimat") == address_of(same, "klimat") != address_of(other, "klimat")
    assert re.fullmatch(r"/bilder/delning/klimat\.[0-9a-f]{8}\.png", address_of(one, "klimat"))


def test_a_few_municipalities_are_named_and_many_are_counted() -> None:
    many = tuple(a_municipality(f"Kommun {number}", f"12{number}") for number in range(60, 75))

    assert view(an_article(municipalities=(LUND, MALMO, HABO))).place == "Lund, Malmö och Håbo"
    assert view(an_article(municipalities=many)).place == "15 kommuner"
    assert len("Helsingborg, Norrköping, Västerås och Örebro") <= LONGEST_PLACE


def test_a_text_about_the_whole_country_marks_nothing() -> None:
    found = view(an_article(municipalities=(), reach="nationell"))

    assert (found.place, found.marked) == ("Hela landet", ())


def test_a_municipality_that_is_not_on_the_map_is_left_out() -> None:
    assert view(an_article(municipalities=(a_municipality("Ny", "1299"), LUND))).marked == (REGISTER.places["1281"],)


def test_the_publications_own_image_marks_all_that_it_tells_of() -> None:
    found = share_of_publication("En liten skrift", "Exempel", REGISTER, share_map(REGISTER), (LUND, MALMO))

    assert (found.title, found.publication, found.place, found.dimensions, found.mark) == (
        "En liten skrift",
        "",
        "",
        "Exempel",
        "ESM",
    )
    assert found.marked == (REGISTER.places["1281"], REGISTER.places["1280"])
