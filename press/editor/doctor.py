"""What this machine has and lacks: each thing with what it is for and the command that mends it.

Stands on Python's own library and press.words alone, and can be read by older Pythons than the rest: it answers where
nothing else starts.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys

from press.words import translated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

WELL, LACKS, COULD = "ok", "missing", "could"  # could: other commands than build want it
ROOM_MB = 500  # the environment takes 440 MB, a built publication 8, and two of them lie beside each other
PYTHON = (3, 11)
PANGO = 14400  # 1.44, the first that WeasyPrint works with
DICTIONARIES = ("/usr/share/hunspell", "/usr/share/myspell", "/usr/local/share/hunspell", "/opt/homebrew/share/hunspell",
                "/Library/Spelling", "~/Library/Spelling")  # fmt: skip
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_APPS = ("/Applications/Chromium.app", "/Applications/Google Chrome.app")
_FONT_FILE = re.compile(r"""url\(["']?([^"')]+\.(?:woff2?|ttf|otf))""")
_FONT_BEGINNINGS = (b"wOF2", b"wOFF", b"\x00\x01\x00\x00", b"OTTO", b"true")
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)


class Finding:
    """One thing that was looked at. `found` says how it is, `mend` what to type when it is not well."""

    __slots__ = ("found", "mend", "name", "state", "use")

    def __init__(self, name: str, use: str, state: str, found: str, mend: str = "") -> None:
        self.name, self.use, self.state, self.found, self.mend = name, use, state, found, mend

    def __str__(self) -> str:
        states = {WELL: translated("ok"), LACKS: translated("missing"), COULD: translated("could")}
        lines = [f"{states[self.state]:<8} {self.name}: {self.found}", self.use]
        if self.state != WELL and self.mend:
            lines.append(translated("run: {command}").format(command=self.mend))
        return "\n         ".join(lines)


def examined(project: str, environment: Mapping[str, str]) -> list[Finding]:
    """Everything that was looked at, in the order in which a new machine is set up."""
    return [found for look in LOOKS for found in (look(project, environment),) if found is not None]


def tell(project: str, environment: Mapping[str, str]) -> int:
    """Prints what was found; 4 where a build lacks something, else 0."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # a terminal that has no å is told so, not a traceback
    found = examined(project, environment)
    for one in found:
        print(one)
    lacking = [one.name for one in found if one.state == LACKS]
    wanting = [one.name for one in found if one.state == COULD]
    if lacking:
        print(translated("A build needs what is missing: {things}.").format(things=", ".join(lacking)))
    else:
        more = translated("Other commands want: {things}.").format(things=", ".join(wanting)) if wanting else ""
        print(f"{translated('A build has all that it needs.')} {more}".rstrip())
    return 4 if lacking else 0


# ---------------------------------------------------------------- what is looked at


def system(project: str, environment: Mapping[str, str]) -> Finding:
    use = translated("press runs on Linux and macOS, and on Windows inside WSL")
    if os.name == "nt":
        mend = translated("wsl --install -d Debian   (as administrator; then open Debian, and fetch the project there)")
        return Finding("System", use, LACKS, translated("Windows without WSL"), mend)
    name = f"{platform.system()} {platform.release()}"
    if "microsoft" in platform.release().lower() and os.path.realpath(project).startswith("/mnt/"):
        words = translated(
            "{name}, and the project lies on the disk of Windows, which is slow to reach and tells of no changed file"
        )
        return Finding("System", use, COULD, words.format(name=name), f"cp -r {project} ~/")
    return Finding("System", use, WELL, name)


def python(project: str, environment: Mapping[str, str]) -> Finding:
    version = platform.python_version()
    use = translated("everything runs on it")
    if sys.version_info < PYTHON:
        mend = installing("python3 python3-venv", "python")
        words = translated("{version}, and at least {least} is needed")
        return Finding("Python", use, LACKS, words.format(version=version, least=f"{PYTHON[0]}.{PYTHON[1]}"), mend)
    return Finding("Python", use, WELL, translated("{version} in {folder}").format(version=version, folder=sys.prefix))


def packages(project: str, environment: Mapping[str, str]) -> Finding:
    """The exact versions of requirements.txt, which lies beside the program."""
    from importlib import metadata

    title = translated("Python packages")
    use = translated("they read, lay out and print; the exact versions of requirements.txt")
    with open(os.path.join(_program(), "requirements.txt"), encoding="utf-8") as file:
        locked = _LOCKED.findall(file.read())
    wrong = []
    for name, version in locked:
        try:
            there = metadata.version(name)
        except metadata.PackageNotFoundError:
            wrong.append(translated("{name} is not installed").format(name=name))
            continue
        if there != version:
            wrong.append(translated("{name} is {there}, not {version}").format(name=name, there=there, version=version))
    if wrong:
        more = translated(", and {many} more").format(many=len(wrong) - 3) if len(wrong) > 3 else ""
        mend = translated("make build   (and then always .venv/bin/python build.py)")
        return Finding(title, use, LACKS, f"{', '.join(wrong[:3])}{more}", mend)
    return Finding(title, use, WELL, translated("all {many}").format(many=len(locked)))


def pango(project: str, environment: Mapping[str, str]) -> Finding:
    """Asked for in a process of its own: a library that is broken may end it."""
    use = translated("it sets the booklet; without it: build --only site")
    mend = installing("libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0", "pango")
    if not _is_installed("weasyprint"):
        found = translated("it is asked for through WeasyPrint, which is not installed")
        return Finding("Pango", use, LACKS, found, "make build")
    words = "from weasyprint.text.ffi import harfbuzz_subset, pango; print(pango.pango_version() if harfbuzz_subset else '')"
    told = _said([sys.executable, "-c", words])
    if not told.isdecimal():
        return Finding("Pango", use, LACKS, translated("WeasyPrint does not find it, or not all that belongs to it"), mend)
    version = f"{int(told) // 10000}.{int(told) // 100 % 100}.{int(told) % 100}"
    return Finding("Pango", use, WELL if int(told) >= PANGO else LACKS, version, mend)


def fonts(project: str, environment: Mapping[str, str]) -> Finding:
    """The project's own, as its style sheets name them: no font of the machine is ever used."""
    title = translated("Fonts")
    use = translated("the site and the booklet are set in the project's own fonts; none of the machine is used")
    named: set[str] = set()
    there: dict[str, str] = {}
    for folder, _, names in os.walk(os.path.join(project, "layouts")):
        there.update((name, os.path.join(folder, name)) for name in names)
        for name in names:
            if name.endswith(".css"):
                with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
                    named.update(os.path.basename(one) for one in _FONT_FILE.findall(file.read()))
    lost = [name for name in sorted(named) if not _is_font(there, name)]
    if lost:
        none, gone = translated("{name} is no font file"), translated("{name} is not there")
        found = ", ".join((none if name in there else gone).format(name=name) for name in lost)
        return Finding(title, use, LACKS, found, "git checkout -- layouts")
    return Finding(title, use, WELL, translated("{many} files in layouts/").format(many=len(named)))


def _is_font(there: Mapping[str, str], name: str) -> bool:
    if name not in there:
        return False
    with open(there[name], "rb") as font:
        return font.read(4).startswith(_FONT_BEGINNINGS)


def disk(project: str, environment: Mapping[str, str]) -> Finding:
    title = translated("Disk")
    words = translated("a build writes beside what is published, and then exchanges them; {room} MB are enough")
    use = words.format(room=ROOM_MB)
    if not os.access(project, os.W_OK):
        found = translated("nothing may be written in {folder}").format(folder=project)
        return Finding(title, use, LACKS, found, f"sudo chown -R $(id -un) {project}")
    free = shutil.disk_usage(project).free // 1_000_000
    found = translated("{free} MB free").format(free=free)
    mend = translated("df -h {folder}   (and remove what is not needed)").format(folder=project)
    return Finding(title, use, WELL if free >= ROOM_MB else LACKS, found, mend)


def encoding(project: str, environment: Mapping[str, str]) -> Finding:
    import locale

    title, use = translated("Encoding"), translated("å, ä and ö are written and shown in UTF-8")
    found = {
        translated("file names"): sys.getfilesystemencoding(),
        translated("files"): locale.getpreferredencoding(False),
        translated("the terminal"): getattr(sys.stdout, "encoding", "") or "utf-8",
    }
    words = translated("{what} in {encoding}")
    others = ((what, name) for what, name in found.items() if name.lower().replace("-", "") not in {"utf8", "utf8sig"})
    wrong = [words.format(what=what, encoding=name) for what, name in others]
    if wrong:
        mend = translated("export LC_ALL=C.UTF-8   (and put the line in ~/.profile)")
        return Finding(title, use, LACKS, ", ".join(wrong), mend)
    return Finding(title, use, WELL, "UTF-8")


def git(project: str, environment: Mapping[str, str]) -> Finding:
    use = translated("it keeps every version of the texts, so that nothing is lost and everybody has the same")
    version = _said(["git", "--version"])
    if not version:
        return Finding("git", use, COULD, translated("not installed"), installing("git", "git"))
    version = version.split("version ")[-1]
    if _said(["git", "-C", project, "rev-parse", "--is-inside-work-tree"]) != "true":
        words = translated("{version}, but the project is under no version control")
        return Finding("git", use, COULD, words.format(version=version), "git init")
    if not _said(["git", "-C", project, "config", "user.email"]):
        words = translated("{version}, but it does not know who you are")
        mend = translated('git config --global user.name "Your Name"; git config --global user.email you@example.org')
        return Finding("git", use, COULD, words.format(version=version), mend)
    return Finding("git", use, WELL, version)


def dictionary(project: str, environment: Mapping[str, str]) -> Finding:
    title, use = translated("Swedish dictionary"), translated("check looks for misspelt words with it")
    for folder in DICTIONARIES:
        path = os.path.join(os.path.expanduser(folder), "sv_SE.dic")
        if os.path.exists(path):
            return Finding(title, use, WELL, path)
    mend = installing("hunspell-sv", "")
    if platform.system() == "Darwin":
        mend = translated("copy sv_SE.dic and sv_SE.aff, from LibreOffice for instance, to ~/Library/Spelling")
    return Finding(title, use, COULD, translated("no sv_SE.dic for Hunspell"), mend)


def chromium(project: str, environment: Mapping[str, str]) -> Finding:
    use = translated("the tests look at the site in it, and make pictures draws with it; no editor needs it")
    found = next((path for path in map(shutil.which, CHROMIUM) if path), "") or next(filter(os.path.isdir, CHROMIUM_APPS), "")
    if not found:
        return Finding("Chromium", use, COULD, translated("not installed"), installing("chromium", "--cask chromium"))
    return Finding("Chromium", use, WELL, found)


def java(project: str, environment: Mapping[str, str]) -> Finding:
    use = translated("veraPDF and epubcheck run on it, in the tests; no editor needs it")
    if not _said(["java", "-version"], stderr=True):
        return Finding(
            "Java", use, COULD, translated("not installed"), installing("default-jre-headless libjaxb-java", "openjdk")
        )
    return Finding("Java", use, WELL, shutil.which("java") or "java")


LOOKS: tuple[Callable[[str, Mapping[str, str]], Finding], ...] = (
    system,
    python,
    packages,
    pango,
    fonts,
    disk,
    encoding,
    git,
    dictionary,
    chromium,
    java,
)


# ---------------------------------------------------------------- how it is mended


def installing(debian: str, brew: str) -> str:
    """The command that installs a package here: Debian's own, Homebrew's, or the name to look for."""
    if platform.system() == "Darwin":
        return f"brew install {brew}"
    if shutil.which("apt-get"):
        before = "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "sudo "
        return f"{before}apt-get install {debian}"
    return translated("install it with the system's package manager; Debian names it {package}").format(package=debian)


def _said(command: list[str], *, stderr: bool = False) -> str:
    """What a program prints, in one line; nothing where there is none, or it fails."""
    try:
        told = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)  # noqa: S603  # commands written out above
    except (OSError, subprocess.SubprocessError):
        return ""
    return " ".join((told.stderr if stderr else told.stdout).split())


def _is_installed(package: str) -> bool:
    from importlib import util

    return util.find_spec(package) is not None


def _program() -> str:
    """The folder that build.py and requirements.txt lie in."""
    return os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
