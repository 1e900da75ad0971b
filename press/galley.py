"""A publication while it is being written: planned in memory, each page made when somebody looks at it.

Drafts and texts of another day are in it, and told as such. output/ is neither read nor written. What is dear to make
(pictures, the booklet, the search index) lies on a shelf in .press/preview/.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import suppress
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from press import addresses
from press.addresses import Host
from press.digest import digest, digest_of_bytes
from press.make.ledger import Key, key_of
from press.make.publish import STATE
from press.make.render import Rendered, render
from press.make.shelf import Result, Shelf
from press.make.theme import Theme
from press.model import Article, Publication, Settings, Text
from press.outline import with_texts
from press.pipeline import ARTICLES, Engines, machine_problem
from press.preview import answers
from press.preview.answers import Answer, Apart
from press.problems import ContentError, Location, Problem, in_order, problem
from press.proof import proof
from press.record import Record, replace
from press.shape import hosts
from press.shape.alone import alone
from press.shape.headers import OCTETS, TYPES, fixed, varied
from press.shape.ordering import SHELL
from press.shape.output import Content, Copy, Index, Later, Output, Page, Pdf, Styled
from press.shape.plan import plan
from press.shape.views.booklet import BookletView
from press.source.memory import ForgottenError, Memory
from press.source.read import Standing, is_published, reread
from press.words import long_day, translated
from press.workers import WorkerError

PARTS = "booklet/article.html"  # an article's pages of the booklet, alone
_ALONE = "alone/"  # where these lie on the shelf
_KEPT_PAGES = 200  # pages that were well, shown while their layout is not
_NOT_OURS = {"Strict-Transport-Security", "Cache-Control"}  # headers for a host that is seen by all


class _Edition(Record, frozen=True, dict=True):
    """The last plan that there was. `renewed` are texts that have got other words since."""

    publication: Publication
    outputs: Mapping[str, Output]
    left: frozenset[str]  # what is planned when it is asked for: the booklet
    today: date
    renewed: Mapping[str, Text] = {}

    @property
    def host(self) -> Host:
        return Host.of(self.publication.settings.address)

    def output(self, path: str) -> Output | None:
        """What stands at a path, with texts as they are now."""
        found = self.outputs.get(path)
        if found and self.renewed and isinstance(found.recipe, Page) and isinstance(found.recipe.view, Later):
            view = Later(found.recipe.view.maker, with_texts(found.recipe.view.sees, self.renewed))
            head, text = found.recipe.head, self.renewed.get(found.source)
            if head and text:
                head = replace(head, title=text.title, description=text.summary)
            return replace(found, recipe=replace(found.recipe, head=head, view=view))
        return found

    @cached_property
    def now(self) -> Publication:
        some = tuple(self.renewed.get(one.source, one) for one in self.publication.articles)
        return replace(self.publication, articles=tuple(one for one in some if isinstance(one, Article)))

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """Every article by the path of its page."""
        return {addresses.output_path(addresses.address_of(one.source)): one for one in self.now.articles}

    @cached_property
    def headers(self) -> Callable[[str], dict[str, str]]:
        """What a host would answer an address with, but for caching."""
        hosting = hosts.hosting(self.host, self.publication.settings.orders, (), {})
        always = {name: value for name, value in fixed(hosting).items() if name not in _NOT_OURS}
        sometimes = [one for one in varied(hosting) if one.name not in _NOT_OURS]
        return lambda address: always | {one.name: one.value_at(address) for one in sometimes}


class Galley:
    """Answers for every address of the site as its sources are now. One thread asks; to be used in a `with`."""

    def __init__(self, project: Path, today: Callable[[], date]) -> None:
        self._project, self._today = project, today
        folder = project / STATE / "preview"
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._memory = Memory(folder / "texts")
        self._shelf = Shelf(project, folder)
        self._theme = Theme(project)
        self._engine_of = Engines()
        self._standing = Standing()
        self._dirty: set[str] = set()
        self._edition: _Edition | None = None
        self._well: dict[str, bytes] = {}  # pages as they were when their layout was well
        self._gone: dict[str, Text] = {}  # texts that were here before
        self._moved: dict[str, str] = {}  # their addresses -> those of the texts that came in their place
        self.problems: tuple[Problem, ...] = ()

    def __enter__(self) -> Galley:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._memory.save()
        self._memory.__exit__()
        self._shelf.close()

    @property
    def publication(self) -> Publication | None:
        """The publication as it is now, drafts and future texts included; None while nothing can be made of it."""
        return self._edition.now if self._edition else None

    # ------------------------------------------------------------ what has changed

    def renew(self, changed: Set[str] | None) -> bool:
        """Looks again at the files that have changed, by path below the project; at all for None.

        With problems the last plan stays. Other words in an article need no new plan. Another title does, but the article's
        own page need not wait for it: then the answer is True, and the plan is made when this is called again, with nothing.
        """
        today = self._today()
        is_same_day = self._edition is not None and self._edition.today == today
        if is_same_day and changed is not None and not changed and not self._dirty:
            return False
        try:
            if not (changed and is_same_day and self._has_other_words_alone(changed)):
                self._plan(changed, today)
            else:
                return bool(self._dirty)
        except ForgottenError:
            self._memory.__exit__()
            (self._folder / "texts").unlink(missing_ok=True)
            self._memory = Memory(self._folder / "texts")
            self.renew(None)
        except OSError as fault:
            self.problems = (machine_problem(fault, self._project),)
        return False

    def _has_other_words_alone(self, changed: Set[str]) -> bool:
        """Takes in articles whose words are others, and nothing else. False when more may have changed.

        Those that tell something else of themselves to other pages are `_dirty` from then on.
        """
        told = {found.where.path for found in self.problems}
        known = self._standing.known
        if self._edition is None or not all(path.startswith(ARTICLES) and path in known and path not in told for path in changed):
            return False
        if self._dirty:
            return False
        try:
            again = reread(self._project, changed, self._memory)
        except (ContentError, FileNotFoundError):
            return False
        if again is None:
            return False
        texts, now = again
        faces = {path for path in changed if now[path].face != known[path].face}
        if not all(_shows_alike(texts[path], self._standing.texts[path]) for path in faces):
            return False
        self._dirty |= faces
        self._standing = replace(self._standing, texts={**self._standing.texts, **texts}, known={**known, **now})
        self._edition = replace(self._edition, renewed={**self._edition.renewed, **texts})
        return True

    def _plan(self, changed: Set[str] | None, today: date) -> None:
        if changed is None:
            self._standing = Standing()
        self._dirty.update(changed or ())
        if changed is None or any(path.startswith("layouts/") for path in changed):
            self._theme = Theme(self._project)
        before = self._standing
        made = proof(
            self._project, today, self._theme, self._memory,
            drafts=True, booklet=False, jobs=0 if changed is None else 1, standing=before.without(self._dirty),
        )  # fmt: skip
        if made.standing is not None:
            self._standing = made.standing
            self._dirty.clear()
            if changed is None:
                self._memory.save()
        self.problems = made.problems
        if made.plan is not None and made.publication is not None:
            outputs = {output.path: output for output in made.plan.outputs}
            is_first = self._edition is None
            self._edition = _Edition(made.publication, outputs, frozenset(made.plan.left), today)
            self._follow(before)
            if is_first:
                self._shelf.tidy([*outputs, *made.plan.left, *(f"{_ALONE}{one.slug}.pdf" for one in made.publication.articles)])
        elif self._edition is not None:  # what is right is shown all the same, as far as the old plan goes
            same = {path for path, one in self._standing.known.items() if one.face == getattr(before.known.get(path), "face", "")}
            other = {path: text for path, text in self._standing.texts.items() if path in same and path in (changed or ())}
            self._edition = replace(self._edition, renewed={**self._edition.renewed, **other})

    def _follow(self, before: Standing) -> None:
        """Remembers where texts went whose files have got another name: they have the title or the words of what was there."""
        now = self._standing.texts
        self._gone |= {path: text for path, text in before.texts.items() if path not in now}
        for path, text in now.items():
            self._gone.pop(path, None)
            self._moved.pop(addresses.address_of(path), None)
            if path in before.texts:
                continue
            for old, gone in self._gone.items():
                if type(gone) is type(text) and (gone.title == text.title or str(gone.body.html) == str(text.body.html)):
                    self._moved[addresses.address_of(old)] = addresses.address_of(path)

    # ------------------------------------------------------------ what is told of it

    @property
    def base(self) -> str:
        return self._edition.host.base if self._edition else ""

    @property
    def settings(self) -> Settings | None:
        return self._edition.publication.settings if self._edition else None

    @property
    def shell(self) -> str | None:
        """What the receiver of orders needs of the site; None where no form sends any."""
        output = self._edition.outputs.get(SHELL) if self._edition else None
        return output.recipe.text if output and isinstance(output.recipe, Content) else None

    @property
    def booklet(self) -> str:
        paths = self._edition.left if self._edition else ()
        return next((self.base + path.removeprefix("site") for path in paths if addresses.is_booklet(path)), "")

    @property
    def states(self) -> Mapping[str, str]:
        if self._edition is None:
            return {}
        today, base = self._edition.today, self.base
        hidden = (one for one in self._edition.now.articles if not is_published(one, today))
        return {base + addresses.address_of(one.source): state_of(one, today) for one in hidden}

    def line_of(self, where: Location) -> str:
        try:
            lines = (self._project / where.path).read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return ""
        return lines[where.line - 1] if 0 < where.line <= len(lines) else ""

    def tag(self, address: str) -> str:
        output = self._edition.outputs.get(f"site{address}") if self._edition else None
        return digest(output.recipe) if output and isinstance(output.recipe, Copy | Content | Styled) else ""

    # ------------------------------------------------------------ answers

    def answer(self, address: str) -> Answer | Apart:
        edition = self._edition
        if edition is None:
            return Answer(b"", TYPES["html"], 503)
        path = addresses.output_path(address)
        output = edition.output(path)
        if output is None:
            folder = next((one for one in edition.outputs if one.endswith("/") and path.startswith(one)), "")
            if folder:
                return self._index(edition, edition.outputs[folder], path)
            if path in edition.left:
                return self._booklet(edition, path)
            return self._not_found(edition, address)
        if isinstance(output.recipe, Page | Content | Copy | Styled):
            return self._here(edition, output, address)
        return self._apart(edition, output, path)

    def pages_of(self, name: str) -> Answer | Apart:
        edition = self._edition
        article = next((one for one in edition.now.articles if one.slug == name), None) if edition else None
        if edition is None or article is None or not article.booklet:
            return self._not_found(edition, f"{addresses.ARTICLES}{name}/") if edition else Answer(b"", TYPES["html"], 503)
        others = tuple(one for one in edition.now.articles if one is not article)
        publication = replace(edition.now, articles=(article,), hidden=(*edition.now.hidden, *others))
        output = self._pdf_of(publication, frozenset(filter(addresses.is_booklet, edition.left)))
        if output is None or not isinstance(output.recipe, Pdf) or not isinstance(output.recipe.view, BookletView):
            return self._not_found(edition, f"{addresses.ARTICLES}{name}/")
        path = f"{_ALONE}{name}.pdf"
        recipe = replace(output.recipe, template=PARTS, view=alone(output.recipe.view))
        return self._apart(edition, Output(path, recipe, article.source), path)

    def _here(self, edition: _Edition, output: Output, address: str, status: int = 200) -> Answer:
        """What is made while one waits."""
        found: tuple[Problem, ...] = ()
        try:
            content = render(output, self._theme, self._project, self._shelf.facts(), _nothing).files[output.path]
            if isinstance(output.recipe, Page):
                self._remember(output.path, content)
        except ContentError as fault:
            found, content = fault.problems, self._well.get(output.path, b"")
        except FileNotFoundError:
            return self._not_found(edition, address)  # gone meanwhile
        return Answer(
            content, self._type(address), status if content else 500,
            digest_of_bytes(content), edition.headers(address), self._about(edition, output.path), found,
        )  # fmt: skip

    def _remember(self, path: str, content: bytes) -> None:
        self._well.pop(path, None)
        self._well[path] = content
        if len(self._well) > _KEPT_PAGES:
            del self._well[next(iter(self._well))]

    def _about(self, edition: _Edition, path: str) -> answers.Article | None:
        article = edition.articles.get(path)
        if article:
            self._shelf.warm()
        return answers.Article(article.slug, state_of(article, edition.today), article.booklet) if article else None

    def _not_found(self, edition: _Edition, address: str) -> Answer:
        """The page of what was not found, and where the text went that was here, if it did."""
        leads_to = self._moved.get(address, "")
        if not leads_to and addresses.output_path(f"{address}/") in edition.outputs:
            leads_to = f"{address}/"
        page = edition.outputs.get(addresses.output_path(addresses.NOT_FOUND))
        answer = self._here(edition, page, addresses.NOT_FOUND, 404) if page else Answer(b"", TYPES["html"], 404)
        return replace(answer, leads_to=self.base + leads_to if leads_to else "")

    def _booklet(self, edition: _Edition, path: str) -> Answer | Apart:
        output = self._pdf_of(edition.now, frozenset({path}))
        return self._apart(edition, output, path) if output else self._not_found(edition, path.removeprefix("site"))

    def _pdf_of(self, publication: Publication, paths: frozenset[str]) -> Output | None:
        outputs = plan(publication, self._theme.assets()).outputs
        return next((one for one in outputs if one.path in paths and isinstance(one.recipe, Pdf)), None)

    def _index(self, edition: _Edition, output: Output, path: str) -> Answer | Apart:
        """A file of the search index, which is made of all texts as they are now."""
        recipe = output.recipe
        if isinstance(recipe, Index):
            view = Later(recipe.view.maker, with_texts(recipe.view.sees, edition.renewed))
            output = replace(output, recipe=replace(recipe, view=view))
        return self._apart(edition, output, path)

    def _apart(self, edition: _Edition, output: Output, path: str) -> Answer | Apart:
        """What is dear: from the shelf, or from another process."""
        try:
            templates = self._theme.closure(output.recipe.template) if isinstance(output.recipe, Pdf) else ""
        except ContentError as fault:
            return Answer(b"", TYPES["html"], 500, problems=fault.problems)
        key = key_of(output, templates, self._engine_of(output.recipe))
        content = self._shelf.find(path, key)
        if content is not None:
            address = path.removeprefix("site")
            return Answer(content, self._type(path), tag=digest_of_bytes(content), headers=edition.headers(address))
        recipe = output.recipe
        if isinstance(recipe, Index):  # what it sees lies open here, and can't be handed over
            output = replace(output, recipe=replace(recipe, view=Later(_same, (recipe.view.made(),))))
        work = self._shelf.begin(output, key, long=isinstance(recipe, Index) or path in edition.left)
        return Apart(work, partial(self._taken, edition, work.result, key, path))

    def _taken(self, edition: _Edition, result: Callable[[], Result], key: Key, path: str) -> Answer:
        try:
            made = result()
        except WorkerError as fault:
            made = (problem("worker-ended", path, says=fault),)
        if not isinstance(made, Rendered):
            return Answer(b"", TYPES["html"], 500, problems=in_order(made))
        self._shelf.put(made, key)
        content = made.files.get(path)
        address = path.removeprefix("site")
        if content is None:
            return self._not_found(edition, address)
        return Answer(content, self._type(path), tag=digest_of_bytes(content), headers=edition.headers(address))

    @staticmethod
    def _type(address: str) -> str:
        return TYPES["html"] if address.endswith("/") else TYPES.get(posixpath.splitext(address)[1][1:], OCTETS)


def _shows_alike(text: Text, before: Text) -> bool:
    """Whether a text's page can be made by the old plan: it is the same but for words, title, summary and sources."""
    as_it_was = replace(
        text, title=before.title, summary=before.summary, sources=before.sources, body=before.body, lines=before.lines
    )
    return as_it_was == before and [one.file for one in text.body.pictures] == [one.file for one in before.body.pictures]


def state_of(article: Article, today: date) -> str:
    """Why readers do not see an article today; nothing when they do."""
    if is_published(article, today):
        return ""
    if article.draft:
        return translated("Draft")
    if article.expires is not None and article.expires <= today:
        return translated("Was shown until {day}").format(day=long_day(article.expires))
    first = max(article.published, article.publish or article.published)
    return translated("Will be shown from {day}").format(day=long_day(first))


def _same(value: Sequence[object]) -> Sequence[object]:
    return value


def _nothing(path: str) -> bytes:
    raise FileNotFoundError(path)
