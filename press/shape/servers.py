"""A site's hosting as configuration of nginx, Caddy and Apache: text that a server of the operator's own takes in.

None of it names a folder or a certificate of the operator's, so that a release changes nothing that was edited by hand.
What all three have in common: `root` is the folder in which the site's base path begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from press import addresses
from press.shape.headers import FEED_NAME, FEED_TYPE, OCTETS, TYPES, Hosting, Varied, fixed, varied

PRIVATE = ("/_headers", "/_redirects")  # configuration that lies in the site's folder, for hosts that look for it there
_ASSETS = (
    "Keep the static/ and bilder/ of the release before for some weeks: pages that a reader or a proxy still has",
    "refer to them. So copy a release without deleting there; docs/publicera.md tells how.",
)


def nginx(hosting: Hosting) -> str:
    """Directives for a server block."""
    host, base = hosting.host, hosting.host.base
    lines = [
        *_opening(
            "nginx", hosting,
            "    server {",
            "        listen 443 ssl http2;",
            f"        server_name {_name_of(hosting)};",
            "        ssl_certificate ...;  ssl_certificate_key ...;",
            f"        root {_root(hosting)};",
            "        brotli_static on;      # with libnginx-mod-http-brotli-static; without it leave this line out",
            "        include /srv/press/output/hosts/nginx.conf;",
            "    }",
            "",
            "Redirects stand here too: reload nginx after a release (nginx -t && systemctl reload nginx).",
        ),
        "",
    ]  # fmt: skip
    for one in varied(hosting):
        name = _variable(one)
        lines.append(f'set ${name} "{one.default}";')
        # the last that fits is what stays set, and the first rule is to decide
        lines += [f'if ($uri ~ "{_below(base, pattern)}") {{ set ${name} "{value}"; }}' for pattern, value in reversed(one.rules)]
    lines += nginx_receiver(hosting, receiver_path(hosting))
    lines += ["", f"location ^~ {base}/ {{"]
    inside = [
        "index index.html;",
        "absolute_redirect off;    # right behind a proxy too",
        "server_tokens off;",
        "gzip_static on;",
        "gzip_vary on;",
        f"error_page 404 410 {host.href(addresses.NOT_FOUND)};",
        f"error_page 403 =404 {host.href(addresses.NOT_FOUND)};    # a folder without a page",
        "",
        *(f'add_header {name} "{value}" always;' for name, value in fixed(hosting).items()),
        *(f"add_header {one.name} ${_variable(one)} always;" for one in varied(hosting)),
        "",
        "types {",
        *(f'    "{kind}" {ending};' for ending, kind in TYPES.items()),
        "}",
        f"default_type {OCTETS};",
        "charset off;              # the types above tell it",
        f'location ~ /{FEED_NAME.replace(".", "[.]")}$ {{ types {{ }} default_type "{FEED_TYPE}"; }}',
        "",
        *(f"location = {host.href(address)} {{ return 404; }}" for address in PRIVATE),
        *(
            f"location = {host.href(form)} {{ return 301 {host.href(new)}$is_args$args; }}"
            for old, new in _sorted(hosting)
            for form in _forms(old)
        ),
        *(f"location = {host.href(form)} {{ return 410; }}" for old in sorted(hosting.gone) for form in _forms(old)),
    ]
    return _text([*lines, *_indented(inside), "}"])


def caddy(hosting: Hosting) -> str:
    """Directives for a site block."""
    host, base = hosting.host, hosting.host.base
    kinds = (*((rf"[.]{ending}$", kind) for ending, kind in TYPES.items()), ("/$", TYPES["html"]), ("/[^.]*$", TYPES["html"]))
    types = Varied("Content-Type", ((f"/{FEED_NAME.replace('.', '[.]')}$", FEED_TYPE), *kinds), OCTETS)
    lines = [
        *_opening(
            "Caddy", hosting,
            f"    {_name_of(hosting)} {{",
            f"        root * {_root(hosting)}",
            "        import /srv/press/output/hosts/Caddyfile",
            "    }",
            "",
            "Redirects stand here too: reload Caddy after a release (caddy reload).",
        ),
        "",
    ]  # fmt: skip
    # Caddy orders directives by kind, not by line; inside `route` they run as they stand.
    inside = []
    for one in (*varied(hosting), types):
        rules = (f'    "~{_below(base, pattern)}" "{value}"' for pattern, value in one.rules)
        inside += [f"map {{path}} {{{_variable(one)}}} {{", *rules, f'    default "{one.default}"', "}"]
        inside.append(f"header {one.name} {{{_variable(one)}}}")
    inside += [f'header {name} "{value}"' for name, value in fixed(hosting).items()]
    for old, new in _sorted(hosting):
        inside += [f"redir {host.href(form)} {host.href(new)} 301" for form in _forms(old)]
    inside += [f"error {host.href(form)} 410" for old in sorted(hosting.gone) for form in _forms(old)]
    inside += [f"error {host.href(address)} 404" for address in PRIVATE]
    inside += ["header ?Vary Accept-Encoding"]  # Caddy itself tells it of a twin alone
    inside += ["file_server {", "    precompressed br gzip", "}"]
    lost = [f'header {one.name} "{_at_the_lost_page(one)}"' for one in (*varied(hosting), types)]
    lost += [f'header {name} "{value}"' for name, value in fixed(hosting).items()]
    lost += [f"rewrite * {host.href(addresses.NOT_FOUND)}", "file_server"]
    lines += caddy_receiver(hosting, receiver_path(hosting))
    lines += [f"handle {base}/* {{", "    route {", *_indented(_indented(inside)), "    }", "}"]
    if base:  # the same server has other things, whose faults are no business of this site
        lines += [f"redir {base} {base}/ 301"]
    errors = [f"@below path {base}/*", "handle @below {", "    route {", *_indented(_indented(lost)), "    }", "}"]
    return _text([*lines, "handle_errors {", *_indented(errors), "}"])


def apache(hosting: Hosting) -> str:
    """Directives for the folder of the site: taken in by <Directory>, or uploaded as its .htaccess."""
    host = hosting.host
    lines = [
        *_opening(
            "Apache 2.4", hosting,
            "    <VirtualHost *:443>",
            f"        ServerName {_name_of(hosting)}",
            "        SSLEngine on ...",
            f"        DocumentRoot {_root(hosting)}",
            f"        <Directory {_root(hosting)}{host.base}>",
            "            Require all granted",
            "            Options FollowSymLinks",
            "            Include /srv/press/output/hosts/apache.conf",
            "        </Directory>",
            "    </VirtualHost>",
            "",
            "Where one has no say over the server, upload this file as .htaccess in the site's folder.",
            "It needs mod_headers, mod_rewrite, mod_mime and mod_dir.",
            *_apache_receiver(hosting),
        ),
        "",
        "DirectoryIndex index.html",
        "DirectorySlash On",
        f"ErrorDocument 404 {host.href(addresses.NOT_FOUND)}",
        f"ErrorDocument 410 {host.href(addresses.NOT_FOUND)}",
        "",
        "AddDefaultCharset Off",
        "RemoveType .br .gz",
        "RemoveLanguage .br",  # Debian's own configuration takes it for Breton
        "AddEncoding br .br",
        "AddEncoding gzip .gz",
        *(f'AddType "{kind}" .{ending}' for ending, kind in TYPES.items()),
        f'<FilesMatch "^{FEED_NAME.replace(".", "[.]")}([.](br|gz))?$">',
        f'    ForceType "{FEED_TYPE}"',
        "</FilesMatch>",
        '<FilesMatch "[.]pf_[a-z]+$">',
        f"    ForceType {OCTETS}",
        "</FilesMatch>",
        "",
        *(f'Header always set {name} "{value}"' for name, value in fixed(hosting).items()),
        "Header merge Vary Accept-Encoding",
    ]  # fmt: skip
    for one in varied(hosting):
        lines.append(f'Header always set {one.name} "{one.default}"')
        for pattern, value in reversed(one.rules):  # the last that fits is what stays set
            # a twin's name has an ending more than what was asked for
            told = _below(host.base, pattern).replace("$", "([.](br|gz))?$")
            lines += [f'<If "%{{REQUEST_URI}} =~ m#{told}#">', f'    Header always set {one.name} "{value}"', "</If>"]
    lines += ["", "RewriteEngine On", f"RewriteBase {host.base}/"]
    for old, new in _sorted(hosting):
        lines.append(f"RewriteRule ^{_escaped(old[1:].rstrip('/'))}{_end_of(old)} {host.href(new)} [R=301,L]")
    for old in sorted(hosting.gone):
        lines.append(f"RewriteRule ^{_escaped(old[1:].rstrip('/'))}{_end_of(old)} - [G]")
    lines += [f"RewriteRule ^{address[1:]}$ - [R=404,L]" for address in PRIVATE]
    lines += [
        "# a folder without a page",
        "RewriteCond %{REQUEST_FILENAME} -d",
        "RewriteCond %{REQUEST_FILENAME}/index.html !-f",
        "RewriteRule ^ - [R=404,L]",
    ]
    for coding, ending in (("br", "br"), ("gzip", "gz")):
        wanted = (
            f"RewriteCond %{{HTTP:Accept-Encoding}} \\b{coding}\\b",
            f"RewriteCond %{{HTTP:Accept-Encoding}} !\\b{coding}\\s*;\\s*q=0([.]0*)?\\s*(,|$)",
        )
        lines += [
            f"# the {coding} twin of a page, then of a file",
            *wanted,
            f"RewriteCond %{{REQUEST_FILENAME}}/index.html.{ending} -f",
            f"RewriteRule ^(.*/)?$ $1index.html.{ending} [E=no-gzip:1,E=no-brotli:1,L]",
            *wanted,
            f"RewriteCond %{{REQUEST_FILENAME}}.{ending} -f",
            f"RewriteRule ^(.+[^/])$ $1.{ending} [E=no-gzip:1,E=no-brotli:1,L]",
        ]
    return _text(lines)


# ---------------------------------------------------------------- the receiver of orders


def receiver_path(hosting: Hosting) -> str:
    """The path below which the site's own address hands posts to the receiver; empty where it is elsewhere, or there is none."""
    if hosting.orders.mode != "receiver":
        return ""
    url = hosting.orders.url or hosting.host.url(addresses.RECEIVER)
    return url.removeprefix(hosting.host.origin) if url.startswith(f"{hosting.host.origin}/") else ""


def nginx_receiver(hosting: Hosting, path: str) -> list[str]:
    """A location that hands requests on, with where they come from; nothing without a path."""
    if not path:
        return []
    return [
        "",
        f"location ^~ {path} {{",
        f"    proxy_pass http://127.0.0.1:{hosting.orders.port};",
        "    proxy_http_version 1.1;",
        '    proxy_set_header Connection "";',
        "    proxy_set_header Host $host;",
        "    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
        "    proxy_read_timeout 30s;",
        "    client_max_body_size 1m;",
        "    client_body_timeout 10s;",
        "    access_log off;           # it would hold addresses longer than anybody needs them",
        "}",
    ]


def caddy_receiver(hosting: Hosting, path: str) -> list[str]:
    if not path:
        return []
    return [
        f"handle {path}* {{",
        "    request_body {",
        "        max_size 1MB",
        "    }",
        f"    reverse_proxy 127.0.0.1:{hosting.orders.port}",
        "}",
    ]


def _apache_receiver(hosting: Hosting) -> list[str]:
    """What an operator writes beside the site's folder: there a proxy can't be named."""
    path = receiver_path(hosting)
    if not path:
        return []
    return [
        "",
        "Orders are taken by a receiver (orders serve). Beside <Directory> write, with mod_proxy_http:",
        f"    ProxyPass {path} http://127.0.0.1:{hosting.orders.port}{path}",
    ]


# ---------------------------------------------------------------- parts


def _opening(server: str, hosting: Hosting, *usage: str) -> list[str]:
    """What an operator reads first, as comments."""
    lines = [
        f"{server}: how {hosting.host.url('/')} is served. Made by the build: take it in, don't edit it.",
        "",
        *usage,
        "",
        *_ASSETS,
    ]
    if hosting.host.base:
        folder = hosting.host.base.rpartition("/")[0]
        lines[1:1] = ["", f"The site lies below {hosting.host.base}/, so root is the folder in which that begins:",
                      f"    mkdir -p /srv/www{folder} && ln -s /srv/press/output/site /srv/www{hosting.host.base}"]  # fmt: skip
    return [f"# {line}".rstrip() for line in lines]


def _name_of(hosting: Hosting) -> str:
    return hosting.host.origin.partition("://")[2]


def _root(hosting: Hosting) -> str:
    return "/srv/www" if hosting.host.base else "/srv/press/output/site"


def _variable(header: Varied) -> str:
    return f"press_{header.name.lower().replace('-', '_')}"


def _below(base: str, pattern: str) -> str:
    """A pattern of the site's own addresses, for those of the host."""
    return f"^{_escaped(base)}{pattern[1:]}" if pattern.startswith("^") else pattern


def _escaped(address: str) -> str:
    """An address as a pattern: a full stop is the only sign in it that means anything there."""
    return address.replace(".", "[.]")


def _end_of(address: str) -> str:
    return "/?$" if address.endswith("/") else "$"


def _forms(address: str) -> tuple[str, ...]:
    """An address as it may be asked for: a page's also without its last slash."""
    return (address, address.rstrip("/")) if address.endswith("/") and address != "/" else (address,)


def _sorted(hosting: Hosting) -> list[tuple[str, str]]:
    return sorted(hosting.moved.items())


def _at_the_lost_page(header: Varied) -> str:
    return header.value_at(addresses.NOT_FOUND)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield f"    {line}" if line else ""


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"
