"""What an editor's picture is, and what is told of one that can't be shown: word for word, at the line that names it."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageFile
from PIL.PngImagePlugin import PngInfo

from press.problems import Problem, as_text
from press.source import pictures as looking
from press.source.pictures import kind_of, size_of
from tests.shots import a_drawing, a_picture, a_square, from_a_phone, saved
from tests.tiny import TinySite

ROOT = Path(__file__).parents[2]
HINT_KIND = "    hint: export it as one of these, a photograph as JPEG"


def told(site: TinySite, file: str, content: bytes) -> str:
    """What a build says of an article that shows the picture on its ninth line."""
    site.put(f"content/images/{file}", content)
    site.article("lit", body=f"![Ett torg](<../images/{file}>)")
    return "\n".join(as_text(found) for found in site.build().problems)


# ---------------------------------------------------------------- pictures that are right


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("torg.jpg", a_picture("JPEG")),
        ("Torg.JPEG", a_picture("JPEG", progressive=True)),
        ("torg.png", a_picture("PNG", mode="P")),
        ("torg.png", a_picture("PNG", mode="LA")),
        ("torg.webp", a_picture("WEBP", lossless=True)),
        ("torg.jpg", a_picture("JPEG", mode="L")),
        ("torg.svg", a_drawing()),
    ],
)
def test_a_picture_is_known_by_its_size(file: str, content: bytes) -> None:
    assert size_of(content, file) == (60, 40)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_its_size_is_that_of_the_upright_picture(orientation: int, kind: str) -> None:
    assert size_of(from_a_phone(orientation, kind), f"torg.{kind.lower()}") == (60, 40)


def test_a_phones_second_small_picture_does_not_make_the_first_one_move() -> None:
    file = io.BytesIO()
    a_square().save(file, "MPO", save_all=True, append_images=[Image.new("RGB", (30, 20))])

    assert size_of(file.getvalue(), "torg.jpg") == (60, 40)


def test_a_picture_that_was_whole_is_not_unpacked_again(site: TinySite) -> None:
    site.put("content/images/torg.jpg", a_picture())
    site.article("lit", body="![Ett torg](../images/torg.jpg)")
    site.build()
    site.edit("content/articles/lit.md", "Ett torg", "Stora torget")
    program = (
        "import sys; from pathlib import Path; from press import pipeline\n"
        "outcome = pipeline.build(Path(sys.argv[1]), pipeline.Options(only='pages', jobs=1))\n"
        "print(len(outcome.problems), 'artiklar/lit/index.html' in str(outcome.made), 'PIL' in sys.modules)\n"
    )

    done = subprocess.run([sys.executable, "-c", program, site.folder], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stdout == "0 True False\n"


def test_a_picture_that_another_takes_the_place_of_is_looked_at(site: TinySite) -> None:
    site.put("content/images/torg.jpg", a_picture())
    site.article("lit", body="![Ett torg](../images/torg.jpg)")
    site.build()

    site.put("content/images/torg.jpg", a_picture()[:-300])

    assert [one.code for one in site.build().problems] == ["picture-broken"]


# ---------------------------------------------------------------- pictures that are not

FAULTS = {
    "cut": (
        "torg.jpg",
        a_picture()[:-300],
        'the picture "torg.jpg" is damaged: it can\'t be read to its end\n    hint: export it once more',
    ),
    "cut before its size": (
        "torg.png",
        a_picture("PNG")[:20],
        'the picture "torg.png" is damaged: it can\'t be read to its end\n    hint: export it once more',
    ),
    "a JPEG by another name": (
        "stort torg.png",
        a_picture(),
        'the picture "stort torg.png" is not what its name says: it is JPEG\n'
        '    hint: rename it to "stort torg.jpg", also in the text',
    ),
    "without an ending": (
        "torg",
        a_picture("WEBP"),
        'the picture "torg" is not what its name says: it is WebP\n    hint: rename it to "torg.webp", also in the text',
    ),
    "a drawing by another name": (
        "torg.jpg",
        b'<?xml version="1.0"?>\n' + a_drawing(),
        'the picture "torg.jpg" is not what its name says: it is SVG\n    hint: rename it to "torg.svg", also in the text',
    ),
    "from a phone": (
        "torg.jpg",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        f'the picture "torg.jpg" is HEIC, and browsers show JPEG, PNG, WebP and SVG\n{HINT_KIND}',
    ),
    "a text": (
        "torg.jpg",
        "Här skulle det stå en bild.".encode(),
        f'the picture "torg.jpg" is a text, and browsers show JPEG, PNG, WebP and SVG\n{HINT_KIND}',
    ),
    "empty": (
        "torg.jpg",
        b"",
        f'the picture "torg.jpg" is an empty file, and browsers show JPEG, PNG, WebP and SVG\n{HINT_KIND}',
    ),
    "anything": (
        "torg.jpg",
        bytes(range(256)),
        f'the picture "torg.jpg" is of an unknown kind, and browsers show JPEG, PNG, WebP and SVG\n{HINT_KIND}',
    ),
    "in the colours of print": (
        "torg.jpg",
        a_picture(mode="CMYK"),
        'the picture "torg.jpg" has the colours of print (CMYK)\n    hint: export it in RGB, the colours of screens',
    ),
    "a GIF": (
        "torg.gif",
        saved(a_square(mode="P"), "GIF", save_all=True, append_images=[Image.new("P", (60, 40), 3)]),
        f'the picture "torg.gif" is GIF, and browsers show JPEG, PNG, WebP and SVG\n{HINT_KIND}',
    ),
    "a PNG that moves": (
        "torg.png",
        saved(a_square(), "PNG", save_all=True, append_images=[Image.new("RGB", (60, 40))]),
        'the picture "torg.png" moves\n    hint: export one of its pictures as PNG',
    ),
    "a WebP that moves": (
        "torg.webp",
        saved(a_square(), "WEBP", save_all=True, append_images=[Image.new("RGB", (60, 40))]),
        'the picture "torg.webp" moves\n    hint: export one of its pictures as PNG',
    ),
    "a drawing with a script": (
        "torg.svg",
        a_drawing("<g/>\n<script>alert(1)</script>"),
        'the drawing "torg.svg" holds what can\'t be published, on its line 2: <script>\n'
        '    hint: save it as "plain SVG": shapes and text alone, with nothing fetched from elsewhere',
    ),
    "a drawing that is not closed": (
        "torg.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n<g></svg>',
        'the drawing "torg.svg" can\'t be read, from its line 2 on: mismatched tag\n    hint: export it once more',
    ),
    "a drawing without a size": (
        "torg.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg" width="100%"/>',
        'the drawing "torg.svg" has no size\n    hint: give its first element, svg, a viewBox',
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_picture_that_cant_be_shown_is_a_problem_of_the_text_that_names_it(site: TinySite, case: str) -> None:
    file, content, says = FAULTS[case]

    assert told(site, file, content) == f"content/articles/lit.md:9: {says}"


def test_a_picture_of_the_front_matter_is_told_at_its_own_line(site: TinySite) -> None:
    site.put("content/images/torg.jpg", b"")
    article = site.article("lit", byline="Någon")
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("byline: ", "image:\n  file: torg.jpg\n  alt: Ett torg\nbyline: "), encoding="utf-8")

    (found,) = site.build().problems

    assert (found.code, found.where.path, found.where.line) == ("picture-kind", "content/articles/lit.md", 8)


@pytest.mark.parametrize(
    ("start", "kind"),
    [(b"II*\0", "TIFF"), (b"MM\0*", "TIFF"), (b"BM", "BMP"), (b"%PDF-1.7", "PDF"), (b"8BPS", "PSD"), (b"\0\0\1\0", "ICO"),
     (b"\0\0\0\x20ftypavif", "AVIF"), (b"\0\0\0\x20ftypisom", "a film"), (b"<html><svg", "a text")],
)  # fmt: skip
def test_what_else_editors_send_is_called_by_its_name(start: bytes, kind: str) -> None:
    assert kind_of(start + b" and so on") == kind


# ---------------------------------------------------------------- too much


def a_bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that would unpack to its width times its height."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(10_000, 6_001), (40_000, 40_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_refused_before_it_is_unpacked(
    site: TinySite, width: int, height: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda _: pytest.fail("it was unpacked"))

    assert told(site, "torg.png", a_bomb(width, height)) == (
        f'content/articles/lit.md:9: the picture "torg.png" is {width} x {height} dots, and at most 60 million fit\n'
        "    hint: export it 2400 dots wide"
    )


def test_sixty_million_dots_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda _: None)

    assert size_of(a_bomb(10_000, 6_000), "torg.png") == (10_000, 6_000)


def test_a_file_that_is_too_heavy_is_refused_unread(site: TinySite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "MOST_BYTES", 1000)
    picture = a_picture("PNG", 400, 300, "P") + bytes(200_000)

    assert told(site, "torg.png", picture).replace("\N{NO-BREAK SPACE}", " ") == (
        'content/articles/lit.md:9: the picture "torg.png" is 0,2 MB, and a picture is at most 1 kB\n'
        "    hint: export it 2400 dots wide, as JPEG"
    )


def test_words_of_a_picture_that_unpack_to_a_thousand_times_their_size_are_refused() -> None:
    words = PngInfo()
    words.add_text("Comment", "a" * 80_000_000, zip=True)

    found = size_of(saved(a_square(), "PNG", pnginfo=words), "torg.png")

    assert isinstance(found, Problem)
    assert found.code == "picture-broken"


# ---------------------------------------------------------------- damage


def test_a_cut_picture_is_refused_also_after_a_library_asked_for_leniency(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)

    found = size_of(a_picture()[:-300], "torg.jpg")

    assert isinstance(found, Problem)
    assert ImageFile.LOAD_TRUNCATED_IMAGES


WHOLE = {
    "torg.jpg": (a_picture("JPEG"), from_a_phone(6), a_picture("JPEG", progressive=True, subsampling=2)),
    "torg.png": (a_picture("PNG"), a_picture("PNG", mode="P"), from_a_phone(5, "PNG")),
    "torg.webp": (a_picture("WEBP"), a_picture("WEBP", lossless=True), from_a_phone(3, "WEBP")),
    "torg.svg": (a_drawing('<g id="a"><use href="#b"/></g><style>.a{fill:url(#c)}</style>'),),
}


@pytest.mark.parametrize("file", WHOLE)
def test_whatever_is_cut_or_changed_gives_a_size_or_a_problem(file: str) -> None:
    """300 cuts and 700 changed bytes for each kind, the same each time: no exception, no second of thinking."""
    dice = random.Random(file)
    for number in range(1000):
        raw = bytearray(dice.choice(WHOLE[file]))
        if number % 10 < 3:
            del raw[dice.randrange(len(raw)) :]
        else:
            for _ in range(dice.choice((1, 2, 8, 40))):
                raw[dice.randrange(len(raw))] = dice.randrange(256)
        began = time.perf_counter()

        found = size_of(bytes(raw), file)

        assert time.perf_counter() - began < 5, raw.hex()
        assert isinstance(found, Problem) or (len(found) == 2 and min(found) > 0)
        if isinstance(found, Problem):
            assert as_text(found)


@pytest.mark.parametrize("file", [file for file in WHOLE if file != "torg.svg"])
def test_every_cut_of_a_picture_is_found_or_leaves_it_whole(file: str) -> None:
    """A picture whose last bytes alone are gone may still be whole: none that lacks dots is let through."""
    whole = WHOLE[file][0]
    let_through = [at for at in range(0, len(whole), 7) if not isinstance(size_of(whole[:at], file), Problem)]

    assert all(at > len(whole) - 24 for at in let_through)
