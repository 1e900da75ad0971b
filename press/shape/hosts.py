"""Hosting -> the outputs that tell a host how to serve the site.

nginx, Caddy and Apache take in a file of output/hosts/. Netlify, Cloudflare Pages and their like read `_headers` and
`_redirects` in the site's own folder.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from press.addresses import Host
from press.shape.headers import SOON, Hosting, fixed, policy, searching_policy, varied
from press.shape.output import Content, Output
from press.shape.servers import apache, caddy, nginx
from press.terms import Orders

FOLDER = "hosts/"


def hosting(host: Host, orders: Orders, paths: Iterable[str], moved: Mapping[str, str], gone: Iterable[str] = ()) -> Hosting:
    """How a site is to be served, from the paths of its outputs and what became of its former addresses."""
    return Hosting(host, orders, tuple(sorted(addresses_in(paths))), dict(sorted(moved.items())), tuple(sorted(gone)))


def outputs(hosting: Hosting) -> Iterator[Output]:
    """Five files. They change when an address moves, or a new kind of file appears; not when a text is edited."""
    for name, text in (("nginx.conf", nginx), ("Caddyfile", caddy), ("apache.conf", apache)):
        yield Output(f"{FOLDER}{name}", Content(text(hosting)), "the hosts")
    yield Output("site/_headers", Content(headers_file(hosting)), "the hosts")
    yield Output("site/_redirects", Content(redirects_file(hosting)), "the hosts")


def addresses_in(paths: Iterable[str]) -> Iterator[str]:
    """The address of each output of the site: 'site/om/index.html' -> '/om/'."""
    for path in paths:
        if path.startswith("site/"):
            address = path.removeprefix("site")
            yield address.removesuffix("index.html") if address.endswith("/index.html") else address


# ---------------------------------------------------------------- hosts that read files of the site


def headers_file(hosting: Hosting) -> str:
    """`_headers`. A host joins the values of a header when several rules fit, so no two rules set one header differently.

    The Content-Security-Policy is the exception: two are both obeyed. The widest stands for everything, also for
    what is not there; the strict one is added wherever there is something but the search page.
    """
    host = hosting.host
    lines = [
        f"# Netlify, Cloudflare Pages and their like: how {host.url('/')} is served. Made by the build.",
        *_note_on_base(host),
        f"{host.base}/*",
        *(f"  {name}: {value}" for name, value in fixed(hosting).items()),
        f"  Content-Security-Policy: {searching_policy(hosting)}",
    ]
    for pattern, labels in rules(hosting):
        lines += [f"{host.base}{pattern}", *(f"  {name}: {value}" for name, value in labels)]
    return "\n".join(lines) + "\n"


def redirects_file(hosting: Hosting) -> str:
    """`_redirects`. What is gone has no line: such hosts know no 410, and answer 404 by themselves."""
    host = hosting.host
    lines = [f"# Former addresses of {host.url('/')}. Made by the build.", *_note_on_base(host)]
    for old, new in sorted(hosting.moved.items()):
        for form in dict.fromkeys((old, old.rstrip("/"))):
            lines.append(f"{host.href(form)} {host.href(new)} 301")
    return "\n".join(lines) + "\n"


def _note_on_base(host: Host) -> tuple[str, ...]:
    return (f"# The site lies below {host.base}/: move this file to the folder in which that begins.",) if host.base else ()


Labels = tuple[tuple[str, str], ...]


def rules(hosting: Hosting) -> list[tuple[str, Labels]]:
    """Patterns of which none fits what another fits, each with the headers of what it fits.

    A folder whose files all have the same headers is one rule; else its files and folders have theirs.
    """
    return list(_rules("/", [(one, _labels(hosting, one)) for one in hosting.addresses], is_top=True))


def _labels(hosting: Hosting, address: str) -> Labels:
    """The headers of an address beyond those of all. What such hosts ask for anew by themselves has no caching of ours."""
    found = {one.name: one.value_at(address) for one in varied(hosting)}
    if found["Content-Security-Policy"] != policy(hosting):
        del found["Content-Security-Policy"]
    if found["Cache-Control"] == SOON:
        del found["Cache-Control"]
    return tuple(sorted(found.items()))


def _rules(folder: str, labelled: list[tuple[str, Labels]], *, is_top: bool = False) -> Iterator[tuple[str, Labels]]:
    """At the top nothing is drawn together: that rule would fit what is not there, which has no headers but those of all."""
    kinds = {labels for _, labels in labelled}
    if len(kinds) == 1 and not is_top:
        yield f"{folder}*", kinds.pop()
        return
    folders: defaultdict[str, list[tuple[str, Labels]]] = defaultdict(list)
    for address, labels in labelled:
        name, slash, _ = address.removeprefix(folder).partition("/")
        if slash:
            folders[f"{folder}{name}/"].append((address, labels))
        else:
            yield address, labels
    for inner, some in folders.items():
        yield from _rules(inner, some)
