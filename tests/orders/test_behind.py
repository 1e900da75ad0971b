"""The receiver behind nginx and Caddy, as the build configures them, and at an address of its own; what a machine is told."""

from __future__ import annotations

import configparser
import http.client
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from press import commands, receiving
from press.addresses import Host
from press.orders.app import FORM_TYPE
from press.record import replace
from press.shape.headers import Hosting
from press.shape.servers import nginx_receiver, receiver_path
from press.terms import Orders
from tests.hosts.servers import free_port, serving
from tests.orders.asking import ORDER, ORIGIN, WHOLE, Loop, receiver
from tests.orders.conftest import opened
from tests.orders.killing import Running

HOST = "127.0.0.1:1"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Running]]:
    port = free_port()
    project = opened(tmp_path_factory.mktemp("behind") / "project", f"http://{HOST}/", f"\n  port: {port}")
    one, loop = Running(project, port), Loop()
    loop.run(one.start())
    loop.close()
    yield project, one
    one.stop()


@pytest.mark.parametrize("name", ["nginx", "caddy"])
def test_behind_a_web_server_an_order_is_taken_and_each_reader_is_counted_alone(
    running: tuple[Path, Running], tmp_path: Path, name: str
) -> None:
    project, _ = running
    root = tmp_path / "root"
    root.symlink_to(project / "output" / "site")
    with serving(name, root, "", project / "output" / "hosts", tmp_path / "state") as port:
        form = ask(port, "GET", "/bestall/")
        shown = ask(port, "POST", ORDER, WHOLE | {"namn": name})
        token = re.search(r'name="bevis" value="([^"]*)"', shown[2])
        assert token
        time.sleep(1.1)
        thanks = ask(port, "POST", f"{ORDER}bekrafta/", {"bevis": token[1]})
        page = ask(port, "GET", thanks[1]["location"])
        large = ask(port, "POST", ORDER, {"namn": "a" * 70_000})

    assert (form[0], 'action="/bestall/mottagning/"' in form[2]) == (200, True)
    assert shown[0] == 200
    assert thanks[0] == 303
    assert "Tack för din beställning!" in page[2]
    assert page[1]["cache-control"] == "no-store"
    assert page[1]["content-security-policy"].count("default-src") == 1
    assert large[0] == 413


def ask(port: int, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    headers = {"Origin": f"http://{HOST}", "Content-Type": FORM_TYPE} if fields else {}
    try:
        connection.request(method, path, urlencode(fields) if fields else None, headers)
        answer = connection.getresponse()
        return answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read().decode()
    finally:
        connection.close()


def test_at_an_address_of_its_own_the_receiver_shows_the_sites_pages_and_serves_what_they_need(
    project: Path, tmp_path: Path
) -> None:
    own = receiving.settings_in(project)
    settings = replace(own, orders=replace(own.orders, url="https://bestall.example.org/"))
    with receiver(project, tmp_path, settings=settings) as asked:
        shown = asked.post("/", WHOLE, sec_fetch_site="same-site")
        confirmed = asked.post("/bekrafta/", {"bevis": shown.token}, origin="https://bestall.example.org")
        faults = asked.post("/", {}, sec_fetch_site="same-site")
        sheet = re.search(r'<link rel="stylesheet" href="(/static/site[^"]*)"', shown.text)
        assert sheet
        style = asked.get(sheet[1])
        foreign = asked.post("/", WHOLE, origin="https://example.com").status
        lost = asked.get("/static/../../../site.yaml").status

    assert shown.status == 200
    assert confirmed.status == 422  # faster than anybody reads: it was let in
    assert 'action="/bekrafta/"' in shown.text
    assert f'<a class="wordmark" href="{ORIGIN}/"' in shown.text
    assert faults.status == 422
    assert (style.status, style.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert foreign == 403
    assert lost == 404


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("", "/skrift/bestall/mottagning/"),
        ("https://example.org/order/", "/order/"),
        ("https://bestall.example.org/", ""),
        ("https://example.org.evil.example/", ""),
    ],
)
def test_a_web_server_hands_on_what_is_the_receivers(url: str, path: str) -> None:
    hosting = Hosting(Host.of("https://example.org/skrift/"), Orders("receiver", url), (), {})

    assert receiver_path(hosting) == path
    assert receiver_path(replace(hosting, orders=Orders("closed"))) == ""
    assert nginx_receiver(hosting, "") == []


def test_deploy_files_are_a_unit_that_runs_as_an_ordinary_user_and_secrets_to_fill_in(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = commands.main(["--project", str(project), "orders", "deploy-files", str(tmp_path / "files")])

    unit = configparser.ConfigParser(strict=False, interpolation=None, delimiters="=")
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(tmp_path / "files" / "press-orders.service")
    service = unit["Service"]
    assert code == 0
    assert "press-orders.service, orders.secrets" in capsys.readouterr().out
    assert (service["User"], service["ProtectSystem"], service["CapabilityBoundingSet"]) == ("press-orders", "strict", "")
    assert service["ReadWritePaths"] == str(project / "orders")
    assert service["ExecStart"].endswith(f" --project {project} orders serve")
    secrets = tmp_path / "files" / "orders.secrets"
    assert secrets.stat().st_mode & 0o777 == 0o600
    assert "PRESS_ORDERS_SECRET=\n" in secrets.read_text(encoding="utf-8")


def test_a_receiver_with_an_address_of_its_own_gets_a_servers_part_too(project: Path) -> None:
    own = receiving.settings_in(project)
    settings = replace(own, orders=replace(own.orders, url="https://bestall.example.org/"))

    files = receiving.deploy_files(project, settings, Path("/p"), Path("/d"))

    assert "server_name bestall.example.org;" in files["nginx.conf"]
    assert "proxy_pass http://127.0.0.1:8210;" in files["nginx.conf"]
    assert files["Caddyfile"].startswith("bestall.example.org {\n    handle /* {\n")
