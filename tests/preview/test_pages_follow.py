"""An editor's page in Chromium, while its sources change."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.preview.conftest import Preview, saved_by_rename
from tests.shots import a_picture
from tests.tiny import TinySite

FIRST = "content/articles/forsta.md"
LONG = "\n\n".join(f"Stycke {number}." for number in range(200))


def begun(page: Page) -> None:
    """Leaves a mark that a reload would wipe out."""
    page.evaluate("window.before = true")


def is_the_same(page: Page) -> bool:
    return bool(page.evaluate("window.before === true"))


def problems(page: Page) -> str:
    return page.locator("#press-preview .wrong").inner_text()


def test_a_saved_text_is_shown_and_the_page_stays_where_it_was(site: TinySite, preview: Preview, page: Page) -> None:
    site.edit(FIRST, "En text.", f"Överst.\n\n{LONG}")
    page.goto(f"{preview.address}/artiklar/forsta/")
    expect(page.get_by_text("Stycke 199.")).to_be_attached()
    page.evaluate("scrollTo(0, 2000)")

    site.edit(FIRST, "Stycke 199.", "Något annat.")

    expect(page.get_by_text("Något annat.")).to_be_attached()
    assert page.evaluate("scrollY") == 2000


def test_a_fault_is_told_on_the_page_and_goes_away_when_it_is_mended(site: TinySite, preview: Preview, page: Page) -> None:
    page.goto(f"{preview.address}/artiklar/forsta/")

    site.edit(FIRST, '"Lund"', '"Lundd"')
    expect(page.locator("#press-preview .wrong")).to_be_visible()
    told = problems(page)
    begun(page)
    site.edit(FIRST, '"Lundd"', '"Lund"')
    expect(page.locator("#press-preview .wrong")).to_have_count(0)

    assert told.split("\n\n")[-4:] == [
        "content/articles/forsta.md, line 4",
        '"Lundd" is not a municipality in the register',
        'municipality: "Lundd"',
        'did you mean "Lund"?',
    ]
    assert page.get_by_text("En text.").is_visible()
    assert is_the_same(page)


def test_while_one_text_is_wrong_another_is_shown_as_it_is_now(site: TinySite, preview: Preview, page: Page) -> None:
    site.edit("content/articles/andra.md", '"Lund"', '"Lundd"')
    page.goto(f"{preview.address}/artiklar/forsta/")
    expect(page.locator("#press-preview .wrong")).to_be_visible()

    site.edit(FIRST, "En text.", "En annan text.")

    expect(page.get_by_text("En annan text.")).to_be_visible()
    expect(page.locator("#press-preview .wrong")).to_be_visible()


def test_a_page_goes_with_its_text_to_its_new_name(site: TinySite, preview: Preview, page: Page) -> None:
    page.goto(f"{preview.address}/artiklar/forsta/")

    (site.folder / FIRST).rename(site.folder / "content/articles/omdopt.md")

    page.wait_for_url("**/artiklar/omdopt/")
    expect(page.get_by_role("heading", name="Forsta")).to_be_visible()


def test_a_removed_text_has_no_page_and_one_that_comes_back_is_shown(site: TinySite, preview: Preview, page: Page) -> None:
    text = (site.folder / FIRST).read_text(encoding="utf-8")
    page.goto(f"{preview.address}/artiklar/forsta/")

    site.remove(FIRST)
    expect(page.get_by_text("There is no page here")).to_be_visible()
    site.put(FIRST, text)

    expect(page.get_by_text("En text.")).to_be_visible()


def test_a_new_text_is_on_the_page_of_all(site: TinySite, preview: Preview, page: Page) -> None:
    page.goto(f"{preview.address}/artiklar/")

    site.article("fjarde")

    expect(page.get_by_text("Fjarde Lund")).to_be_visible()


def test_editors_that_save_by_renaming_never_show_a_page_that_is_missing(site: TinySite, preview: Preview, page: Page) -> None:
    text = (site.folder / FIRST).read_text(encoding="utf-8")
    page.goto(f"{preview.address}/artiklar/forsta/")
    shown: list[str] = []
    page.on("response", lambda answer: shown.append(f"{answer.status} {answer.url}") if answer.status == 404 else None)

    saved_by_rename(site.folder / FIRST, text.replace("En text.", "Över den gamla."))
    expect(page.get_by_text("Över den gamla.")).to_be_visible()
    (site.folder / FIRST).rename(site.folder / f"{FIRST}~")  # the old one aside first
    site.put(FIRST, text.replace("En text.", "Bredvid den gamla."))
    expect(page.get_by_text("Bredvid den gamla.")).to_be_visible()

    assert not [one for one in shown if "artiklar" in one]


def test_twenty_quick_saves_end_in_the_last(site: TinySite, preview: Preview, page: Page) -> None:
    text = (site.folder / FIRST).read_text(encoding="utf-8")
    page.goto(f"{preview.address}/artiklar/forsta/")
    threads = _threads(preview)

    for number in range(20):
        site.put(FIRST, text.replace("En text.", f"Gång {number}."))
        page.wait_for_timeout(20)

    expect(page.get_by_text("Gång 19.")).to_be_visible()
    page.wait_for_timeout(500)
    assert page.get_by_text("Gång 19.").is_visible()
    assert _threads(preview) <= threads + 1


def _threads(preview: Preview) -> int:
    """How many the process has; 0 where the system does not tell."""
    status = Path(f"/proc/{preview.process.pid}/task")
    return len(list(status.iterdir())) if status.exists() else 0


def test_two_browsers_follow_at_once(site: TinySite, preview: Preview, page: Page, browser: Browser) -> None:
    context = browser.new_context()
    other = context.new_page()
    page.goto(f"{preview.address}/artiklar/forsta/")
    other.goto(f"{preview.address}/artiklar/andra/")
    begun(other)

    site.edit(FIRST, "En text.", "Den första.")
    expect(page.get_by_text("Den första.")).to_be_visible()
    site.edit("content/articles/andra.md", "En text.", "Den andra.")
    untouched = is_the_same(other)
    expect(other.get_by_text("Den andra.")).to_be_visible()

    assert page.get_by_text("Den första.").is_visible()
    assert untouched
    context.close()


def test_a_changed_style_sheet_comes_without_the_page_being_loaded_again(site: TinySite, preview: Preview, page: Page) -> None:
    page.goto(f"{preview.address}/artiklar/forsta/")
    begun(page)

    for colour in ("rgb(1, 2, 3)", "rgb(4, 5, 6)"):
        site.put("layouts/static/site.css", f"h1 {{ color: {colour} }}\n")
        expect(page.get_by_role("heading", name="Forsta")).to_have_css("color", colour)

    assert is_the_same(page)


def test_a_broken_layout_is_told_over_the_page_as_it_was(site: TinySite, preview: Preview, page: Page) -> None:
    page.goto(f"{preview.address}/artiklar/forsta/")
    layout = (site.folder / "layouts/article.html").read_text(encoding="utf-8")

    for broken, told in (("{% if %}", "layouts/article.html, line 2"), ("{{ nowhere }}", "'nowhere' is undefined")):
        site.put("layouts/article.html", layout.replace("{{ summary }}", f"\n{broken}"))
        expect(page.locator("#press-preview .wrong")).to_contain_text(told)
        expect(page.get_by_text("En text.")).to_be_visible()
    page.goto(f"{preview.address}/artiklar/andra/")
    expect(page.locator("#press-preview .wrong")).to_contain_text("'nowhere' is undefined")
    site.put("layouts/article.html", layout)

    expect(page.get_by_text("En text.")).to_be_visible()
    expect(page.locator("#press-preview .wrong")).to_have_count(0)


def test_a_deleted_content_folder_is_survived(site: TinySite, preview: Preview, page: Page) -> None:
    page.goto(f"{preview.address}/artiklar/forsta/")
    shutil.copytree(site.folder / "content", site.folder / "kept")

    shutil.rmtree(site.folder / "content")
    expect(page.locator("#press-preview .wrong")).to_contain_text("content")
    shutil.copytree(site.folder / "kept", site.folder / "content")
    expect(page.locator("#press-preview .wrong")).to_have_count(0)
    site.edit(FIRST, "En text.", "Efter allt.")

    expect(page.get_by_text("Efter allt.")).to_be_visible()


def test_a_full_queue_loses_nothing(site: TinySite, preview: Preview, page: Page) -> None:
    """While the program is held, more happens than the system keeps for it, and the last of it is what counts."""
    page.goto(f"{preview.address}/artiklar/forsta/")
    noise = site.folder / "content" / "images"
    noise.mkdir(exist_ok=True)
    expect(page.locator("#press-preview .well")).to_be_visible()
    page.wait_for_timeout(500)  # the new folder is watched too

    preview.process.send_signal(signal.SIGSTOP)
    for number in range(20_000):
        os.close(os.open(noise / f"{number % 100}.txt", os.O_CREAT | os.O_WRONLY))
        os.unlink(noise / f"{number % 100}.txt")
    site.edit(FIRST, "En text.", "Efter larmet.")
    preview.process.send_signal(signal.SIGCONT)

    expect(page.get_by_text("Efter larmet.")).to_be_visible()


def test_settings_the_register_and_pictures_are_followed_too(site: TinySite, preview: Preview, page: Page) -> None:
    site.edit("layouts/article.html", "<h1>", "<p>{{ site.title }}</p><h1>")
    page.goto(f"{preview.address}/artiklar/forsta/")

    settings = (site.folder / "site.yaml").read_text(encoding="utf-8")
    saved_by_rename(site.folder / "site.yaml", settings.replace("En liten skrift", "En annan skrift"))
    expect(page.get_by_text("En annan skrift")).to_be_visible()

    site.put("content/images/bild.png", a_picture("PNG"))
    site.edit(FIRST, "En text.", "![En bild](../images/bild.png)")
    image = page.get_by_role("img", name="En bild")
    expect(image).to_have_attribute("width", "60")
    site.put("content/images/bild.png", a_picture("PNG", width=90))
    expect(image).to_have_attribute("width", "90")


def test_drafts_and_texts_of_another_day_are_shown_and_marked(site: TinySite, preview: Preview, page: Page) -> None:
    site.article("utkast", draft=True)
    site.article("framtid", publish="2999-03-01")
    site.edit("layouts/articles.html", "{{ card.title }}", '<a href="{{ card.href }}">{{ card.title }}</a>')
    page.goto(f"{preview.address}/artiklar/")
    expect(page.get_by_role("link", name="Utkast Draft")).to_be_visible()
    expect(page.get_by_role("link", name="Framtid Will be shown from 1 March 2999")).to_be_visible()

    page.get_by_role("link", name="Utkast Draft").click()

    expect(page.locator("#press-preview .state")).to_have_text("Draft")
    assert not (site.folder / "output").exists()


def test_a_page_whose_preview_has_ended_says_so_and_goes_on_with_the_next(
    site: TinySite, serve: Callable[..., Preview], page: Page
) -> None:
    first = serve()
    port = first.address.rpartition(":")[2]
    page.goto(f"{first.address}/artiklar/forsta/")
    expect(page.locator("#press-preview .lost")).to_be_hidden()

    first.end()
    expect(page.locator("#press-preview .lost")).to_be_visible()
    site.edit(FIRST, "En text.", "Medan ingen såg på.")
    serve(site.folder, "--port", port)

    expect(page.get_by_text("Medan ingen såg på.")).to_be_visible()
    expect(page.locator("#press-preview .lost")).to_be_hidden()
