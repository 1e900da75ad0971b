"""What a host is told: the policy, the headers of each address, and that nothing of it depends on order."""

from __future__ import annotations

import re

import pytest

from press.addresses import Host
from press.record import replace
from press.shape import hosts
from press.shape.headers import (
    A_WEEK,
    FOR_EVER,
    SOON,
    Hosting,
    fixed,
    form_action,
    is_fingerprinted,
    policy,
    searching_policy,
    varied,
)
from press.shape.output import Content
from press.shape.servers import apache, caddy, nginx
from press.terms import OrderMode, Orders

HOST = Host.of("https://example.org/")
BELOW = Host.of("https://example.org/en.skrift/b/")
PATHS = (
    "site/index.html",
    "site/om/index.html",
    "site/sok/index.html",
    "site/sok/pagefind/pagefind.js",
    "site/artiklar/index.html",
    "site/artiklar/lit/index.html",
    "site/404.html",
    "site/feed.xml",
    "site/static/site.1a2b3c4d.css",
    "site/static/fonts/serif.woff2",
    "site/bilder/lit.1a2b3c4d.avif",
    "site/bilder/lund.1a2b3c4d.avif",
    "hosts/nginx.conf",
    "print/skriften.pdf",
)
MOVED = {"/exempel/lit/": "/artiklar/lit/", "/allt.xml": "/feed.xml"}


def a_hosting(host: Host = HOST, mode: OrderMode = "closed", url: str = "") -> Hosting:
    return hosts.hosting(host, Orders(mode, url), PATHS, MOVED, ["/borta/"])


def texts(hosting: Hosting) -> dict[str, str]:
    found = {}
    for output in hosts.outputs(hosting):
        assert isinstance(output.recipe, Content)
        found[output.path] = output.recipe.text
    return found


# ---------------------------------------------------------------- the policy


def test_the_policy_allows_the_sites_own_files_and_nothing_inline() -> None:
    assert policy(a_hosting()) == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert "unsafe-inline" not in "".join(texts(a_hosting()).values())


def test_the_search_page_may_run_webassembly_and_send_its_form_to_itself() -> None:
    assert searching_policy(a_hosting()) == policy(a_hosting()).replace(
        "script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"
    ).replace("form-action 'none'", "form-action 'self'")


@pytest.mark.parametrize(
    ("mode", "url", "allowed"),
    [
        ("closed", "", "'none'"),
        ("closed", "https://order.se/", "'none'"),
        ("mailto", "https://order.se/", "'none'"),
        ("receiver", "", "'self'"),
        ("receiver", "/bestall/", "'self'"),
        ("receiver", "https://example.org/bestall/ny", "'self'"),
        ("receiver", "https://order.se:8443/ny?a=1", "'self' https://order.se:8443"),
        ("receiver", "https://a.se; script-src *", "'self'"),
        ("receiver", "https://[/", "'self'"),
        ("receiver", "javascript:alert(1)", "'self'"),
    ],
)
def test_a_form_goes_where_orders_are_taken_and_nowhere_else(mode: OrderMode, url: str, allowed: str) -> None:
    assert form_action(HOST, Orders(mode, url)) == allowed


def test_a_site_without_encryption_promises_none() -> None:
    assert "Strict-Transport-Security" in fixed(a_hosting())
    assert "Strict-Transport-Security" not in fixed(a_hosting(Host.of("http://example.org/")))


# ---------------------------------------------------------------- the headers of an address


@pytest.mark.parametrize(
    ("address", "caching"),
    [
        ("/", SOON),
        ("/om/", SOON),
        ("/feed.xml", SOON),
        ("/skriften/skriften.pdf", SOON),
        ("/static/site.1a2b3c4d.css", FOR_EVER),
        ("/bilder/lit-480.0123456789abcdef.avif", FOR_EVER),
        ("/static/favicon.svg", A_WEEK),
        ("/static/site.1a2b3c4.css", A_WEEK),
        ("/static/site-1a2b3c4d.css", A_WEEK),
        ("/static/fonts/serif-400.woff2", A_WEEK),
    ],
)
def test_only_a_fingerprinted_file_is_kept_for_ever(address: str, caching: str) -> None:
    [header] = [one for one in varied(a_hosting()) if one.name == "Cache-Control"]

    assert header.value_at(address) == caching
    assert is_fingerprinted(address) == (caching == FOR_EVER)


# ---------------------------------------------------------------- hosts that read files of the site


def fitting(rules: list[tuple[str, hosts.Labels]], address: str) -> list[dict[str, str]]:
    """The headers of each rule that fits an address; a star fits anything."""
    return [dict(labels) for pattern, labels in rules if re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), address)]


def test_no_two_rules_fit_one_address_and_each_address_has_one() -> None:
    hosting = a_hosting()

    for address in hosting.addresses:
        assert len(fitting(hosts.rules(hosting), address)) == 1, address
    assert fitting(hosts.rules(hosting), "/finns-inte/") == []


def test_a_rule_tells_just_what_its_addresses_have() -> None:
    hosting = a_hosting()

    for address in hosting.addresses:
        [labels] = fitting(hosts.rules(hosting), address)
        for header in varied(hosting):
            value = header.value_at(address)
            if header.name == "Cache-Control":
                assert labels.get(header.name, SOON) == value
            elif header.name == "Content-Security-Policy":
                assert labels.get(header.name, searching_policy(hosting)) == value
            else:
                assert labels[header.name] == value


def test_a_folder_whose_files_are_alike_is_one_rule() -> None:
    patterns = [pattern for pattern, _ in hosts.rules(a_hosting())]

    assert patterns == [
        "/", "/404.html", "/feed.xml", "/artiklar/*", "/bilder/*", "/om/*", "/sok/*",
        "/static/site.1a2b3c4d.css", "/static/fonts/*",
    ]  # fmt: skip


def test_no_rule_of_a_small_site_fits_what_is_not_there() -> None:
    hosting = hosts.hosting(HOST, Orders(), ("site/index.html", "site/om/index.html"), {})

    assert [pattern for pattern, _ in hosts.rules(hosting)] == ["/", "/om/*"]


def test_thousands_of_pages_stay_within_the_hundred_rules_that_such_hosts_read() -> None:
    paths = [
        *PATHS,
        *(f"site/artiklar/{n}/index.html" for n in range(3000)),
        *(f"site/bilder/{n:08x}.{n:08x}.avif" for n in range(999)),
    ]
    hosting = hosts.hosting(HOST, Orders(), paths, {})

    assert len(hosts.rules(hosting)) < 30
    assert max(map(len, hosts.headers_file(hosting).splitlines())) < 2000


def test_the_widest_policy_stands_for_what_is_not_there() -> None:
    text = hosts.headers_file(a_hosting())

    assert "/*\n  X-Content-Type-Options: nosniff\n" in text
    assert f"  Content-Security-Policy: {searching_policy(a_hosting())}\n/\n" in text


def test_redirects_are_told_with_and_without_the_last_slash() -> None:
    assert hosts.redirects_file(a_hosting()) == (
        "# Former addresses of https://example.org/. Made by the build.\n"
        "/allt.xml /feed.xml 301\n"
        "/exempel/lit/ /artiklar/lit/ 301\n"
        "/exempel/lit /artiklar/lit/ 301\n"
    )


# ---------------------------------------------------------------- all of them


def test_there_are_three_files_beside_the_site_and_two_in_it() -> None:
    assert sorted(texts(a_hosting())) == [
        "hosts/Caddyfile", "hosts/apache.conf", "hosts/nginx.conf", "site/_headers", "site/_redirects",
    ]  # fmt: skip


def test_they_are_the_same_whatever_the_order_of_paths_and_redirects() -> None:
    turned = hosts.hosting(HOST, Orders(), reversed(PATHS), dict(reversed(MOVED.items())), ["/borta/"])

    assert texts(turned) == texts(a_hosting())


@pytest.mark.parametrize("server", [nginx, caddy, apache])
def test_a_configuration_holds_every_header_and_tells_how_to_use_it(server: object) -> None:
    assert callable(server)
    text = str(server(a_hosting()))

    for name, value in fixed(a_hosting()).items():
        assert f'{name} "{value}"' in text
    for header in varied(a_hosting()):
        for value in (header.default, *(value for _, value in header.rules)):
            assert f'"{value}"' in text
    assert "example.org" in text.split("\n\n", maxsplit=1)[0]
    assert "Keep the static/ and bilder/ of the release before" in text


@pytest.mark.parametrize("path", ["hosts/Caddyfile", "hosts/apache.conf", "hosts/nginx.conf", "site/_headers", "site/_redirects"])
def test_below_a_base_path_no_address_is_told_without_it(path: str) -> None:
    text = texts(a_hosting(BELOW))[path]
    bare = texts(replace(a_hosting(BELOW), host=HOST))[path]

    told = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    assert any("/en.skrift/b/" in line or "/en[.]skrift/b/" in line for line in told)
    for address in ("/artiklar/lit/", "/404.html", "/exempel/lit/"):
        for line in told:
            assert line.count(address) == line.count(f"/en.skrift/b{address}"), line
    assert "ln -s" not in bare
    assert "The site lies below /en.skrift/b/" in text


def test_an_address_ends_up_in_no_pattern_as_more_than_itself() -> None:
    assert "^allt[.]xml$" in apache(a_hosting())
    assert "^/en[.]skrift/b/sok/" in nginx(a_hosting(BELOW))
