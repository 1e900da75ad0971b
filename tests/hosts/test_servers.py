"""The site as real servers answer for it, with the configuration that the build made: nginx, Caddy, Apache, and Apache
where one may only upload. At the root of a host and below a base path."""

from __future__ import annotations

import gzip

import brotli
import pytest

from press.addresses import Host
from press.shape.headers import A_WEEK, FOR_EVER, SOON, Hosting, policy, searching_policy
from press.terms import Orders
from tests.hosts.conftest import GONE, MOVED, Served

pytestmark = pytest.mark.xdist_group("hosts")

PLAIN = Hosting(Host.of("https://example.org/"), Orders(), (), {})
PAGES = ("/", "/om/", "/artiklar/lit-bykontoret/", "/regioner/skane-lan/")
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}
NOWHERE = ("/finns-inte/", "/finns-inte", "/artiklar/finns-inte/", "/static/site.00000000.css", "/static/", "/static/fonts/",
           "/_headers", "/_redirects", "/sok/finns-inte.json")  # fmt: skip


def the_stylesheet(served: Served) -> str:
    [found] = (served.folder / "static").glob("site.*.css")
    return f"/static/{found.name}"


# ---------------------------------------------------------------- what is answered


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_answered_whole(served: Served, address: str) -> None:
    answer = served.ask(address)

    assert answer.status == 200
    assert answer.body == served.content(f"{address[1:]}index.html")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("404.html", "text/html; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        (".well-known/security.txt", "text/plain; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("feed.xml", "application/atom+xml; charset=utf-8"),
        ("verktyg/oversiktsplan/feed.xml", "application/atom+xml; charset=utf-8"),
        ("data/artiklar.json", "application/json"),
        ("data/artiklar.csv", "text/csv; charset=utf-8"),
        ("static/bare.svg", "image/svg+xml"),
        ("static/fonts/bare.woff2", "font/woff2"),
        ("static/sok.1a2b3c4d.js", "text/javascript; charset=utf-8"),
        ("static/bare.js", "text/javascript; charset=utf-8"),
        ("static/bare.wasm", "application/wasm"),
        ("bilder/lit.1a2b3c4d.avif", "image/avif"),
        ("bilder/lit.1a2b3c4d.webp", "image/webp"),
        ("bilder/lit.jpg", "image/jpeg"),
        ("bilder/lit.png", "image/png"),
        ("sok/pagefind/sv_1.pf_index", "application/octet-stream"),
        ("sok/pagefind/fragment/sv_1.pf_fragment", "application/octet-stream"),
        ("skriften/skriften.pdf", "application/pdf"),
        ("skriften/skriften.epub", "application/epub+zip"),
    ],
)
@pytest.mark.parametrize("codings", ["", "br, gzip"])
def test_each_kind_of_file_has_its_type_compressed_or_not(served: Served, path: str, kind: str, codings: str) -> None:
    answer = served.ask(f"/{path}", **({"Accept_Encoding": codings} if codings else {}))

    assert (answer.status, answer["Content-Type"].replace(";charset", "; charset")) == (200, kind)
    assert answer["Content-Language"] == ""


def test_the_style_sheet_has_its_type(served: Served) -> None:
    answer = served.ask(the_stylesheet(served), Accept_Encoding="gzip")

    assert (answer.status, answer["Content-Type"]) == (200, "text/css; charset=utf-8")


@pytest.mark.parametrize("address", NOWHERE)
def test_what_is_not_there_is_answered_404_with_the_page_for_it(served: Served, address: str) -> None:
    answer = served.ask(address)

    assert answer.status == 404
    assert answer.body == served.content("404.html")
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert answer["Cache-Control"] == SOON
    assert answer["Content-Security-Policy"] in {policy(PLAIN), searching_policy(PLAIN)}
    assert {name: answer[name] for name in FIXED} == FIXED


@pytest.mark.parametrize("address", [*GONE, "/borta"])
def test_what_is_gone_for_good_is_answered_410(served: Served, address: str) -> None:
    answer = served.ask(address)

    assert answer.status == 410
    assert answer.body == served.content("404.html")
    assert {name: answer[name] for name in FIXED} == FIXED


@pytest.mark.parametrize(("old", "new"), [*MOVED.items(), ("/exempel/lit", MOVED["/exempel/lit/"])])
def test_a_former_address_leads_to_the_one_in_its_place(served: Served, old: str, new: str) -> None:
    answer = served.ask(old)

    assert answer.status == 301
    assert answer["Location"].removeprefix(f"http://127.0.0.1:{served.port}") == f"{served.base}{new}"
    assert {name: answer[name] for name in FIXED} == FIXED
    assert served.ask(new).status == 200


@pytest.mark.parametrize("address", ["/om", "/artiklar/lit-bykontoret", "/sok"])
def test_a_page_without_its_last_slash_leads_to_itself(served: Served, address: str) -> None:
    answer = served.ask(address)

    assert answer.status in {301, 308}
    assert answer["Location"].removeprefix(f"http://127.0.0.1:{served.port}") == f"{served.base}{address}/"


def test_behind_a_proxy_no_redirect_names_a_host_or_a_scheme(served: Served) -> None:
    if served.server not in {"nginx", "caddy"}:  # Apache makes every address whole, from the Host header
        assert served.ask("/om")["Location"].startswith("http://127.0.0.1:")
        return
    for address in ("/om", "/exempel/lit/"):
        assert served.ask(address)["Location"].startswith("/")


def test_the_base_path_alone_leads_to_the_start_page(served: Served) -> None:
    if not served.base:  # the root has no form without a slash
        assert served.ask("/").status == 200
        return
    answer = served.ask("")

    assert answer.status in {301, 308}
    assert answer["Location"].removeprefix(f"http://127.0.0.1:{served.port}") == f"{served.base}/"


def test_nothing_is_answered_to_a_form(served: Served) -> None:
    assert served.ask("/om/", method="POST", Content_Length="0").status in {200, 405}


# ---------------------------------------------------------------- headers


@pytest.mark.parametrize("address", [*PAGES, "/sok/", "/feed.xml", "/static/bare.svg", "/static/bare.js", "/om"])
@pytest.mark.parametrize("codings", ["", "br"])
def test_every_answer_has_the_headers_of_all_once(served: Served, address: str, codings: str) -> None:
    answer = served.ask(address, **({"Accept_Encoding": codings} if codings else {}))

    assert {name: answer[name] for name in FIXED} == FIXED
    assert answer["X-Powered-By"] == ""


@pytest.mark.parametrize("codings", ["", "br"])
def test_webassembly_runs_on_the_search_page_alone(served: Served, codings: str) -> None:
    wanted = {"Accept_Encoding": codings} if codings else {}

    assert served.ask("/sok/", **wanted)["Content-Security-Policy"] == searching_policy(PLAIN)
    assert served.ask("/sok/pagefind/sv_1.pf_index", **wanted)["Content-Security-Policy"] == searching_policy(PLAIN)
    for address in (*PAGES, "/artiklar/", "/404.html"):
        assert served.ask(address, **wanted)["Content-Security-Policy"] == policy(PLAIN)


def test_pictures_alone_may_be_shown_by_others(served: Served) -> None:
    assert served.ask("/bilder/lit.jpg")["Cross-Origin-Resource-Policy"] == "cross-origin"
    for address in ("/", "/static/bare.js", "/feed.xml"):
        assert served.ask(address)["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("codings", ["", "br", "gzip"])
def test_what_carries_its_fingerprint_is_kept_for_ever_and_the_rest_asked_for_anew(served: Served, codings: str) -> None:
    def caching(address: str) -> str:
        return served.ask(address, **({"Accept_Encoding": codings} if codings else {}))["Cache-Control"]

    fonts = [f"/static/fonts/{font.name}" for font in (served.folder / "static/fonts").glob("source-*.woff2")]
    assert len(fonts) == 3
    for address in (the_stylesheet(served), "/static/sok.1a2b3c4d.js", "/bilder/lit.1a2b3c4d.avif", *fonts):
        assert caching(address) == FOR_EVER
    for address in ("/static/bare.svg", "/static/bare.js", "/bilder/lit.jpg", "/static/fonts/bare.woff2"):
        assert caching(address) == A_WEEK
    for address in (*PAGES, "/feed.xml", "/data/artiklar.json", "/data/artiklar.csv", "/sitemap.xml", "/skriften/skriften.pdf"):
        assert caching(address) == SOON


def test_what_has_not_changed_is_not_sent_again(served: Served) -> None:
    for codings in ("", "br", "gzip"):
        wanted = {"Accept_Encoding": codings} if codings else {}
        tag = served.ask("/om/", **wanted)["ETag"]

        answer = served.ask("/om/", If_None_Match=tag, **wanted)

        assert tag
        assert (answer.status, answer.body) == (304, b"")


# ---------------------------------------------------------------- compressed twins


def decoded(coding: str, body: bytes) -> bytes:
    match coding:
        case "br":
            return bytes(brotli.decompress(body))
        case "gzip":
            return gzip.decompress(body)
    return body


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""),
        ("identity", ""),
        ("deflate", ""),
        ("gzip", "gzip"),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("br;q=0, gzip;q=0", ""),
    ],
)
def test_a_reader_gets_the_smallest_twin_that_it_can_read(served: Served, accepted: str, coding: str) -> None:
    for address, path in (
        ("/om/", "om/index.html"),
        (the_stylesheet(served), the_stylesheet(served)[1:]),
        ("/feed.xml", "feed.xml"),
    ):
        answer = served.ask(address, **({"Accept_Encoding": accepted} if accepted else {}))

        assert (answer.status, answer["Content-Encoding"]) == (200, coding)
        assert decoded(coding, answer.body) == served.content(path)
        ending = {"br": ".br", "gzip": ".gz", "": ""}[coding]
        assert answer.body == served.content(f"{path}{ending}")  # the twin itself, made beforehand
        assert "Accept-Encoding" in answer["Vary"]


def test_what_has_no_twin_is_sent_as_it_is(served: Served) -> None:
    for path in ("static/bare.js", "bilder/lit.jpg", "static/fonts/bare.woff2"):
        answer = served.ask(f"/{path}", Accept_Encoding="br, gzip")

        assert (answer["Content-Encoding"], answer.body) == ("", served.content(path))
