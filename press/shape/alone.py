"""An article's pages of the booklet, as they are looked at alone: links to what is not there are plain words."""

from __future__ import annotations

import re

from press.record import replace
from press.shape.views.booklet import BookletArticle, BookletView

_INWARD = re.compile(r'<a class="inward" href="#(?P<target>[^"]*)"[^>]*>(?P<words>.*?)</a>', re.DOTALL)


def alone(view: BookletView) -> BookletView:
    """A booklet whose articles refer to nothing but themselves."""
    chapters = (replace(one, articles=tuple(map(_alone, one.articles))) for one in view.chapters)
    return replace(view, chapters=tuple(chapters))


def _alone(article: BookletArticle) -> BookletArticle:
    def settled(link: re.Match[str]) -> str:
        is_own = link["target"] == article.id or link["target"].startswith(f"{article.id}--")
        return link[0] if is_own else link["words"]

    return replace(article, html=_INWARD.sub(settled, article.html))
