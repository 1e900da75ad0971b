"""The desk's commands, as they are typed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import click
import pypdfium2
import pytest

from press import commands, commands_orders, receiving, words
from press.orders import desk as lists
from press.orders.forms import Order
from press.orders.letters import Trouble
from press.orders.tables import METADATA
from press.record import Record
from tests.orders.asking import Clock
from tests.tiny import ROOT, SETTINGS


class Told(Record, frozen=True):
    code: int
    out: str
    err: str


Run = Callable[..., Told]
ASA = Order("Åsa Öberg", "Växjö kommun", "Box 1222", "351 12", "Växjö", "SE", 5, "asa@vaxjo.se")
TRICK = Order('=HYPERLINK("http://x")', "", "+46 Gata", "0150", "Oslo", "NO", 2, "")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "site.yaml").write_text(SETTINGS + "orders:\n  mode: receiver\n", encoding="utf-8")
    (tmp_path / "layouts").symlink_to(ROOT / "layouts")
    settings = receiving.settings_in(tmp_path)
    store = receiving.store_in(tmp_path, settings, receiving.keys_in(tmp_path, settings, {}), Clock())
    store.take("a", ASA, "aa")
    store.take("b", TRICK, "bb")
    store.engine.dispose()
    return tmp_path


@pytest.fixture
def run(desk: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> Told:
        try:
            code = commands.main(["--project", str(desk), "orders", *arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        return Told(code, *capsys.readouterr())

    return run


def references(told: Told) -> list[str]:
    return re.findall(r"^[0-9A-Z]{4}-[0-9A-Z]{4}", told.out, re.MULTILINE)


def by_name(run: Run, name: str) -> str:
    line = next(one for one in run("list").out.splitlines() if name in one)
    return line.split()[0]


def test_list_shows_what_waits_and_what_was_sent(run: Run) -> None:
    asa = by_name(run, "Åsa")

    told = run("sent", asa.lower())
    again = run("sent", asa, "XXXX-XXXX")
    everything, waiting = run("list"), run("list", "--waiting")

    assert told == Told(0, "1 order marked as sent.\n", "")
    assert again == Told(1, "0 orders marked as sent.\n", f"Unknown, or sent before: {asa}, XXXX-XXXX.\n")
    assert re.search(rf"^{asa}  2026-11-\d\d  sent \d{{4}}-\d\d-\d\d  5  Åsa Öberg, 351 12 Växjö$", everything.out, re.MULTILINE)
    assert everything.out.endswith("2 orders, 7 copies.\n")
    assert waiting.out.endswith("1 order, 2 copies.\n")


def test_show_tells_all_of_one_order(run: Run) -> None:
    told = run("show", by_name(run, "Åsa"))

    assert "address       Box 1222\n" in told.out
    assert "email         asa@vaxjo.se\n" in told.out
    assert run("show", "XXXX-XXXX") == Told(1, "", 'There is no order or message "XXXX-XXXX".\n')


def test_a_table_holds_no_formula(run: Run, tmp_path: Path) -> None:
    here = run("export", "--csv", "-")
    told = run("export", "--csv", str(tmp_path / "orders.csv"))

    rows = {row["copies"]: row for row in csv.DictReader(io.StringIO(here.out))}
    assert (rows["2"]["name"], rows["2"]["address"]) == ('\'=HYPERLINK("http://x")', "'+46 Gata")
    assert rows["5"]["name"] == "Åsa Öberg"
    assert told.out == "Wrote 2 orders.\n"
    assert (tmp_path / "orders.csv").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "orders.csv").read_bytes().startswith(b"\xef\xbb\xbfreference,")


def test_labels_are_a_page_of_addresses(run: Run, tmp_path: Path) -> None:
    told = run("export", "--labels", str(tmp_path / "labels.pdf"))

    document = pypdfium2.PdfDocument(tmp_path / "labels.pdf")
    text = document[0].get_textpage().get_text_bounded()
    assert told == Told(0, "Wrote 2 orders.\n", "")
    assert len(document) == 1
    assert {"Åsa Öberg", "Växjö kommun", "Box 1222", "351 12 Växjö", "0150 Oslo", "NORGE"} <= set(text.split("\r\n"))
    document.close()


def test_one_persons_data_is_given_out_whole_and_erased_whole(run: Run, desk: Path) -> None:
    asa = by_name(run, "Åsa")

    given = json.loads(run("export", "--reference", asa).out)
    erased = run("forget", "--reference", asa)

    assert given["order"] == {
        "name": "Åsa Öberg", "organisation": "Växjö kommun", "address": "Box 1222", "postcode": "351 12",
        "place": "Växjö", "country": "SE", "copies": 5, "email": "asa@vaxjo.se",
    }  # fmt: skip
    assert erased.out == "Erased 1 order and 0 messages, rewrote 0 backups.\n"
    assert run("export", "--reference", asa).code == 1
    assert run("forget", "--reference", asa).code == 1
    assert re.fullmatch(r"\d{4}-\d\d-\d\d  asked  1 order, 0 messages\n", run("forget", "--log").out)


def test_stats_are_a_chart_by_month_and_a_table_by_area(run: Run) -> None:
    told = run("stats")

    assert told.out == (
        "2026-11  2 orders  7 copies  " + "█" * 40 + "\n\n"
        "month    area  orders   copies\n"
        "2026-11  35    1 order  5 copies\n"
        "2026-11  NO    1 order  2 copies\n"
    )


def test_backup_and_restore_say_what_they_did(run: Run, desk: Path) -> None:
    told = run("backup")
    (file,) = (desk / "orders" / "backups").iterdir()
    full = run("restore", str(file))
    for name in ("orders.sqlite", "orders.sqlite-wal", "orders.sqlite-shm"):
        (desk / "orders" / name).unlink(missing_ok=True)
    back = run("restore", str(file))

    assert told.out == f"Wrote {file}.\n"
    assert full == Told(1, "", "There are orders in the database already: restore wants an empty one.\n")
    assert back.out == "Restored 2 orders.\n"


def test_the_desk_is_told_in_swedish_where_its_editors_are(run: Run, desk: Path) -> None:
    run("sent", by_name(run, "Åsa"))
    settings = receiving.settings_in(desk)
    store = receiving.store_in(desk, settings, receiving.keys_in(desk, settings, {}))
    orders, tallies = store.orders(), store.tallies()
    store.engine.dispose()

    with words.spoken("sv"):
        told = lists.listed(orders)
        shown = lists.shown(next(kept for kept in orders if kept.order.name.startswith("Åsa")))
        stats = lists.stats(tallies)
        warning = lists.warning_of(Trouble(1, 2, 1))
        table = lists.as_csv(orders)

    assert re.search(r"  skickad \d{4}-\d\d-\d\d  5  Åsa Öberg, 351 12 Växjö\n", told)
    assert re.search(r"  väntar +2  =HYPERLINK", told)
    assert told.endswith("\n2 beställningar, 7 exemplar.")
    assert "postnummer    351 12\n" in shown
    assert "\n\nmånad    område  beställningar  exemplar\n2026-11  35      1 beställning  5 exemplar\n" in stats
    assert warning == (
        "varning: 1 brev har väntat på e-postservern i mer än en timme; 2 brev togs inte emot av e-postservern; "
        "1 brev kan ha gått i väg eller inte: förbindelsen bröts i sista ögonblicket"
    )
    assert table.startswith("reference,arrived,"), "programs read it"


def test_an_empty_desk_says_so(run: Run, desk: Path) -> None:
    (desk / "orders" / "orders.sqlite").unlink()

    assert [run(one).out for one in ("list", "messages", "stats")] == ["No orders.\n", "No messages.\n", "No orders.\n"]
    assert run("export").code == 2


def test_the_tables_of_the_program_are_those_of_its_migrations(desk: Path) -> None:
    settings = receiving.settings_in(desk)
    store = receiving.store_in(desk, settings, receiving.keys_in(desk, settings, {}))
    with store.reading() as connection:
        for table in METADATA.sorted_tables:
            columns = [row[1:4] for row in connection.exec_driver_sql(f"PRAGMA table_info({table.name})")]
            assert [name for name, _, _ in columns] == [one.name for one in table.columns]
            assert [kind for _, kind, _ in columns] == [str(one.type) for one in table.columns]
    store.engine.dispose()


@pytest.mark.parametrize("name", sorted(commands_orders.orders.commands))
def test_every_command_of_the_desk_says_what_it_does(run: Run, name: str) -> None:
    command = commands_orders.orders.commands[name]

    told = run(name, "--help")

    assert told.code == 0
    assert all(one.help for one in command.params if isinstance(one, click.Option))
    assert str(command.help).split(".")[0] in " ".join(told.out.split())
