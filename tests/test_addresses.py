"""Source path -> address -> output path."""

from __future__ import annotations

import pytest

from press import addresses
from press.addresses import Host


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("content/articles/lit-bykontoret.md", "/artiklar/lit-bykontoret/"),
        ("articles/lit.md", "/artiklar/lit/"),
        ("content/tools/oversiktsplan.md", "/verktyg/oversiktsplan/"),
        ("content/dimensions/social.md", "/dimensioner/social/"),
        ("content/pages/om.md", "/om/"),
        ("content/pages/start.md", "/"),
        ("content/pages/skriften.md", "/skriften/"),
        ("content/pages/forord.md", ""),
        ("content/pages/baksida.md", ""),
    ],
)
def test_a_texts_address_follows_from_its_files_path(source: str, address: str) -> None:
    assert addresses.address_of(source) == address


def test_a_folder_that_holds_no_texts_has_no_addresses() -> None:
    with pytest.raises(KeyError):
        addresses.address_of("content/images/lit.md")


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("lund.md", ("articles/lund.md", "")),
        ("../tools/x.md#steg", ("tools/x.md", "steg")),
        ("./lund.md", ("articles/lund.md", "")),
        ("#har", ("articles/lit.md", "har")),
        ("../../site.yaml", ("../site.yaml", "")),
    ],
)
def test_a_written_link_points_to_a_text_beside_its_own(written: str, target: tuple[str, str]) -> None:
    assert addresses.target_of("content/articles/lit.md", written) == target


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/", "site/index.html"),
        ("/om/", "site/om/index.html"),
        ("/404.html", "site/404.html"),
        ("/verktyg/x/feed.xml", "site/verktyg/x/feed.xml"),
    ],
)
def test_an_address_that_ends_in_a_slash_is_a_folders_index(address: str, path: str) -> None:
    assert addresses.output_path(address) == path


def test_a_base_path_goes_before_every_address_but_is_no_part_of_the_origin() -> None:
    host = Host.of("https://example.org/skrift/")

    assert host.href("/om/") == "/skrift/om/"
    assert host.url("/om/") == "https://example.org/skrift/om/"
    assert host.origin == "https://example.org"


def test_a_site_at_the_root_has_no_base_path() -> None:
    host = Host.of("https://example.org:8000/")

    assert host.href("/") == "/"
    assert host.url("/om/") == "https://example.org:8000/om/"


def test_the_letters_a_aa_ae_and_o_oe_have_addresses_of_their_own() -> None:
    made = [addresses.articles_of(letter) for letter in "AÅÄOÖ#"]

    assert made == [f"/artiklar/bokstav-{name}/" for name in ("a", "aa", "ae", "o", "oe", "siffror")]


def test_a_letter_outside_the_alphabet_has_an_address_too() -> None:
    assert addresses.letter_id("Ж") == "bokstav-ovriga"


@pytest.mark.parametrize("name", ["a.md", "lit-bykontoret.md", "100-dagar.md"])
def test_small_letters_figures_and_single_hyphens_are_a_file_name(name: str) -> None:
    assert addresses.FILE_NAME.fullmatch(name)


@pytest.mark.parametrize("name", ["A.md", "lit_by.md", "-a.md", "a-.md", "a--b.md", "å.md", "a.txt", ".md", "a b.md", "a.md\n"])
def test_anything_else_is_not(name: str) -> None:
    assert not addresses.FILE_NAME.fullmatch(name)


def test_an_indexs_feed_lies_beside_it() -> None:
    assert addresses.feed_of(addresses.tool("x")) == "/verktyg/x/feed.xml"
    assert addresses.feed_of(addresses.region("skane-lan")) == "/regioner/skane-lan/feed.xml"
