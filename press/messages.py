"""The words of every problem, by its code. `says` tells what was found, `hint` what one can do about it.

A hint is told only when all its places are known: "did you mean" needs a suggestion.
"""

from __future__ import annotations

from press.record import Record


class Message(Record, frozen=True):
    says: str
    hint: str = ""
    warning: bool = False


_ELSEWHERE = "find where it has moved to, or use a copy: {archive}"
PHRASES = {  # values that are words of ours, beside `says`: they have a language too
    "wrong-type": ("wanted", "found"),
    "picture-kind": ("found",),
    "picture-name": ("found",),
    "security-soon": ("left",),
    "import-kind": ("found",),
    "import-unsafe": ("found",),
    "not-releasable": ("hint",),
}
IN_PHRASES = (  # all that such values may be
    "text", "a list", "a group of keys", "text or a list", "text or a list of texts", "empty", "day", "days",
    "no text", "a zip file that is no Word document", "elements nested in each other without end",
    "a text", "an empty file", "a film", "of an unknown kind",
    "the number of columns differs from the first line's", "x and y are whole numbers", "it is not UTF-8",
    "the program of the package pagefind-bin is missing", "pagefind ended before its work did",
)  # fmt: skip
_MEAN = 'did you mean "{suggestion}"?'

CATALOGUE: dict[str, Message] = {
    # ------------------------------------------------------------ files
    "missing-file": Message("this file is missing", "every project has it: restore it from version control"),
    "too-large": Message("the file is {size}, and a text is at most 1 MB", "move pictures to content/images/, or split the text"),
    "not-utf8": Message("the file is not UTF-8: byte {byte} is no letter there", "save it as UTF-8 in your editor program"),
    "empty-file": Message("the file is empty", "write front matter and a text, or remove the file"),
    "control-character": Message(
        "{character} is a control character and can't be printed", "delete it; it often comes with pasted text"
    ),
    "file-name": Message('"{name}" can\'t be an address: only a-z, 0-9 and single hyphens, then .md', 'rename it to "{better}"'),
    "file-exists": Message("there is a file of this name already, and it stays as it was", "choose another name: --name {free}"),
    # ------------------------------------------------------------ imports
    "import-kind": Message(
        "this is {found}, and text, HTML and Word documents (.docx) can be imported",
        "open it in the program that made it, and save it as .docx; or copy its text, and run: build.py import -",
    ),
    "import-heavy": Message(
        "the file is {size}, and at most {most} can be imported", "remove its pictures, or import it in parts"
    ),
    "import-broken": Message(
        "the document can't be read: {says}", "open it in the program that made it, and save it anew as .docx"
    ),
    "import-locked": Message("the document is locked with a password", "open it, and save it without one"),
    "import-unsafe": Message(
        "the file holds what no text program writes, and is not read: {found}", "copy its text, and run: build.py import -"
    ),
    "import-empty": Message("there is no text in the file"),
    # ------------------------------------------------------------ front matter
    "no-front-matter": Message(
        "the text has no front matter",
        "begin the file with a line of three hyphens, then title: and the other keys, then three hyphens again",
    ),
    "no-closing-fence": Message("the front matter is not closed", "put a line of three hyphens after its last key"),
    "yaml-syntax": Message("the keys can't be read: {says}", "put quotes around a value with : # ' or \" in it"),
    "yaml-colon": Message(
        "there is a colon inside this value, or the line is indented too far", 'put quotes around the value: title: "Lit: en by"'
    ),
    "yaml-tab": Message("there is a tab here, and YAML wants spaces", "replace the tab by two spaces"),
    "yaml-not-mapping": Message("this is no list of keys", "write each line as key: value"),
    "yaml-alias": Message('the anchor or alias "{name}" is not allowed here', "write the value out"),
    "yaml-tag": Message('the tag "{name}" is not allowed here', "remove it; texts, dates and numbers need none"),
    "yaml-too-deep": Message("the lists are nested too deep here", "a value is a text, a list, or a group of keys"),
    "yaml-odd-key": Message("a key must be plain text"),
    "yaml-two-documents": Message("a second YAML document begins here", "remove the line of three hyphens"),
    "key-twice": Message('"{key}" stands twice; the first is on line {first}', "keep one of them"),
    "unknown-key": Message('"{key}" is no key that is known here', _MEAN),
    "missing-key": Message('"{key}" is missing', "add a line: {key}: ..."),
    "too-long": Message('"{key}" is {length} characters long, and at most {limit} fit', "shorten it"),
    "wrong-type": Message('"{key}" should be {wanted}, but is {found}'),
    "no-date": Message('"{key}" is no date: "{found}"', "write year-month-day: 2026-11-24"),
    "no-flag": Message('"{key}" is neither true nor false: "{found}"', "write true or false"),
    "no-number": Message('"{key}" is no whole number from {least} to {most}: "{found}"'),
    "not-one-of": Message('"{found}" can\'t be the value of "{key}", which is one of: {allowed}', _MEAN),
    "no-municipality": Message(
        "the article names no municipality", "add municipality: with a name or a code, or reach: nationell"
    ),
    "unknown-municipality": Message('"{found}" is not a municipality in the register', _MEAN),
    "municipality-twice": Message('"{name}" stands twice'),
    "unknown-dimension": Message('"{found}" is not a dimension, which is one of: {allowed}', _MEAN),
    "unknown-dimension-file": Message("there is no such dimension; the files are named: {allowed}"),
    "unknown-county": Message('"{found}" is not a county in the register', _MEAN),
    "unknown-country": Message('"{found}" is not a country here, which is one of: {allowed}'),
    "unknown-tool": Message('"{found}" is not a tool in content/tools/', _MEAN),
    "tool-twice": Message('"{name}" stands twice'),
    "unknown-related": Message('"{found}" is not an article', _MEAN),
    "updated-before-published": Message('"updated" ({updated}) is before "published" ({published})'),
    "alias-wrong": Message(
        '"{found}" can\'t be an old address', "write it from the root, with a-z, 0-9 and hyphens: /exempel/lit/"
    ),
    "sign-wrong": Message(
        "the sign is not seven rows of seven", "use . for nothing, : for a small dot, o for a dot, # for a large one"
    ),
    "source-url": Message('"{found}" is no web address', "begin it with https://"),
    "source-empty": Message("a source needs a title or a url"),
    # ------------------------------------------------------------ the text
    "unknown-block": Message('there is no block named "{name}"', _MEAN),
    "block-not-closed": Message(
        'the block "{name}" is not closed', "put a line of three colons after it; a block around another takes four"
    ),
    "share-wrong": Message('"{found}" is no share that can be drawn', "write ::: andel 2 av 3, with at most {most} dots"),
    "heading-one": Message('"# {text}" is a heading of the first level, which is the title\'s', "write it with ##"),
    "heading-skips": Message(
        'the heading "{text}" is of level {level}, and the one before it of level {before}', "begin it with {wanted}"
    ),
    "link-not-to-file": Message('"{found}" is written as an address', "link to the text's file: ../articles/lit-bykontoret.md"),
    "link-not-to-text": Message('"{found}" is not a text of the publication', "link to a file that ends in .md, or to https://"),
    "dead-link": Message('the link leads to "{found}", which does not exist', _MEAN),
    "dead-heading": Message('there is no heading "{found}" in {text}', _MEAN),
    "link-to-no-page": Message('"{found}" has no page of its own: it stands in the booklet alone', "link to another text"),
    "link-to-draft": Message('the link leads to "{found}", which is a draft', "publish the draft, or remove the link"),
    "link-to-hidden": Message(
        'the link leads to "{found}", which is not published today: it is printed as plain text', warning=True
    ),
    "note-missing": Message('the note "{note}" is not written', "add a line at the end: [^{note}]: ..."),
    "note-unused": Message('nothing refers to the note "{note}"', "put [^{note}] where it belongs, or remove it"),
    "note-block": Message("a note holds running text only", "put lists, tables and other notes in the text itself"),
    "picture-no-alt": Message('the picture "{file}" has no text for those who do not see it', "describe in alt what it shows"),
    "picture-missing": Message('there is no picture "{file}" in content/images/', _MEAN),
    "picture-outside": Message(
        '"{found}" is not a picture in content/images/', "put the file there and write ../images/name.jpg"
    ),
    "picture-broken": Message('the picture "{file}" is damaged: it can\'t be read to its end', "export it once more"),
    "picture-kind": Message(
        'the picture "{file}" is {found}, and browsers show JPEG, PNG, WebP and SVG',
        "export it as one of these, a photograph as JPEG",
    ),
    "picture-name": Message(
        'the picture "{file}" is not what its name says: it is {found}', 'rename it to "{better}", also in the text'
    ),
    "picture-heavy": Message(
        'the picture "{file}" is {weight}, and a picture is at most {most}', "export it 2400 dots wide, as JPEG"
    ),
    "picture-too-large": Message(
        'the picture "{file}" is {width} x {height} dots, and at most {most} million fit', "export it 2400 dots wide"
    ),
    "picture-cmyk": Message('the picture "{file}" has the colours of print (CMYK)', "export it in RGB, the colours of screens"),
    "picture-moves": Message('the picture "{file}" moves', "export one of its pictures as PNG"),
    "drawing-unsafe": Message(
        'the drawing "{file}" holds what can\'t be published, on its line {at}: {found}',
        'save it as "plain SVG": shapes and text alone, with nothing fetched from elsewhere',
    ),
    "drawing-broken": Message('the drawing "{file}" can\'t be read, from its line {at} on: {found}', "export it once more"),
    "drawing-no-size": Message('the drawing "{file}" has no size', "give its first element, svg, a viewBox"),
    # ------------------------------------------------------------ settings and register
    "address-wrong": Message('"{found}" is no address of a site', "write it with https:// first and / last"),
    "address-path": Message(
        '"{found}" can\'t be the path of a site: links and hosts would take it in different ways',
        "use a-z, 0-9, hyphens and full stops between the slashes",
    ),
    "orders-no-email": Message("orders by e-mail need publisher.email"),
    "orders-url": Message(
        '"{found}" is no address of a receiver', "write it with https:// first and / last: https://bestall.example.org/"
    ),
    "orders-database": Message("orders can't be kept there: {says}", "write the name of a file, or postgresql://user@host/name"),
    "orders-password": Message(
        "a password stands in orders.database", "write it into the file of secrets instead, as PRESS_DATABASE_PASSWORD"
    ),
    "orders-proxy": Message('"{found}" is no address of a proxy', "write its IP address: 127.0.0.1"),
    "orders-secret": Message("the receiver can't start: {says}", "docs/bestallningar.md tells where secrets stand"),
    "orders-too-new": Message("the orders were kept by a later version of this program", "use that version"),
    "orders-no-shell": Message(
        "the receiver has no pages: output/ was not built with orders.mode: receiver", "run: python build.py build"
    ),
    "orders-not-stored": Message(
        "the database of orders can't be used: {says}", "see that it runs, that its disk has room, and who may write"
    ),
    "orders-mail": Message('"{found}" is no e-mail address, and orders.mail needs one as "{key}"'),
    "booklet-file": Message('"{found}" is no file name for the booklet', "use a-z, 0-9 and hyphens, then .pdf"),
    "print-no-thickness": Message(
        "a glued booklet has a spine, and its width needs the paper's thickness",
        "write print.paper.thickness in thousandths of a millimetre: the printer or the mill tells it",
    ),
    "register-head": Message("the first line should be: {wanted}"),
    "register-row": Message("the row can't be read: {says}"),
    "register-code": Message('the code "{code}" of {name} is not four figures of a known county, or stands twice'),
    "register-position": Message("the position of {name} is not in Sweden", "write lat and lon in degrees, with a point"),
    "register-slug": Message(
        '{name} and {other} would both have the address "{slug}"',
        "write {slug}-{code} in the column slug, and the like for the other",
    ),
    # ------------------------------------------------------------ addresses that were published
    "published-address": Message(
        '"{found}" can\'t be an address', "write it from the root, with a-z, 0-9, hyphens and full stops: /artiklar/lit/"
    ),
    "published-twice": Message('"{address}" stands twice; the first is on line {first}', "keep one of them"),
    "published-now": Message(
        '"{found}" is neither an address nor "gone"', "leave the column now empty, or write /artiklar/lit/ or gone in it"
    ),
    "published-dead-end": Message(
        "{address} is said to lead to {now} now, where there is nothing", "write an address that there is, or gone"
    ),
    "offprint-empty": Message(
        "there is no article in print to make an offprint of: {name}",
        "write one, or take booklet: false out of one that there is",
    ),
    "published-lost": Message(
        "{address} was published, and there is nothing now",
        "write it under aliases: in the article that takes its place, or an address or gone in the column now",
        warning=True,
    ),
    "published-again": Message('{address} stands again, and the column now says "{now}"', "empty the column now", warning=True),
    "security-soon": Message(
        "security.txt expires on {day}, in {left}",
        "look it through, and write a later day in security.expires",
        warning=True,
    ),
    "security-expired": Message(
        "security.txt has expired on {day}", "look it through, and write a later day in security.expires", warning=True
    ),
    "statement-faults": Message(
        "the accessibility statement says that all can be used, and names faults",
        "write conformity: partial, or remove the faults",
    ),
    "statement-no-faults": Message(
        'the accessibility statement says "{found}", and names no fault',
        "write under faults what can't be used: what, why, instead",
    ),
    "statement-unproven": Message(
        'the accessibility statement says how well the site complies, and "{key}" is missing',
        "write how and when it was assessed, or leave conformity empty",
    ),
    "contact-email": Message('"{found}" is no e-mail address', "write it like this: namn@kommun.se"),
    "contact-phone": Message('"{found}" is no telephone number', "write figures, spaces and hyphens: 063-14 30 00"),
    "statement-old": Message(
        "the site was last assessed for accessibility on {day}, more than a year ago",
        "assess it anew, and write the result and the day under accessibility",
        warning=True,
    ),
    "not-releasable": Message("not to be released: {says}", "{hint}"),
    "not-built": Message("what lies here is not what the content asks for today", "run: python build.py build"),
    # ------------------------------------------------------------ the whole
    "address-twice": Message("two texts claim the address {address}: this one and {other}", "rename one of the files"),
    "no-dimension-text": Message("the text of the dimension {name} is missing", "write content/dimensions/{name}.md"),
    "no-page-text": Message("this text is missing, and the publication needs it", "write it with title and summary"),
    "no-map": Message("the municipality {name} has no place on the map", "run: python build.py map"),
    "map-crowded": Message(
        "the marks of {name} and {other} cover each other on the map", "run: python build.py map", warning=True
    ),
    "placeholder": Message('"{key}" is still a placeholder', "write the real one before publishing", warning=True),
    "not-set": Message('"{key}" is not set, and is not printed', warning=True),
    "tool-unused": Message("no article uses this tool yet: it stands on the site, not in the booklet", warning=True),
    # ------------------------------------------------------------ advice: what could be better
    "dimension-unused": Message("no article has this dimension yet", warning=True),
    "counties-empty": Message("{many} of the {of} counties have no article: {names}", warning=True),
    "day-to-come": Message('"{key}" is a day to come: {day}', "correct it; a text that is to wait has publish:", warning=True),
    "review-due": Message(
        "the text was to be looked over by {day}", "look it over, then write updated: and a later review_by:", warning=True
    ),
    "never-shown": Message(
        "the text is never shown: it expires on {expires}, and begins on {begins}", "correct one of the two", warning=True
    ),
    "link-empty": Message("the link has no words", "write between the brackets where it leads", warning=True),
    "link-says-nothing": Message(
        'the link\'s words "{found}" do not say where it leads',
        "those who listen to links alone hear no more: name what is there",
        warning=True,
    ),
    "link-bare": Message(
        'the link\'s words are an address: "{found}"',
        "write what is there: [Boverket om översiktsplanen](https://...)",
        warning=True,
    ),
    "address-in-text": Message(
        'the address "{found}" stands in the text and is no link', "write [words that say where it leads]({found})", warning=True
    ),
    "outside-gone": Message("{url} answers {status}: nothing is there", _ELSEWHERE, warning=True),
    "outside-front": Message("{url} leads to the host's front page: what was there is gone", _ELSEWHERE, warning=True),
    "outside-failing": Message("{url} answers {status}: the server fails", _ELSEWHERE, warning=True),
    "outside-silent": Message("{url} does not answer", _ELSEWHERE, warning=True),
    "outside-unreachable": Message(
        "{url} can't be reached: there is no such host, or it lets nobody in", _ELSEWHERE, warning=True
    ),
    "outside-certificate": Message("{url} has no valid certificate: browsers warn of it", _ELSEWHERE, warning=True),
    "outside-moved": Message("{url} has moved for good", "write {to}", warning=True),
    "outside-private": Message(
        "{url} is of one's own machine or network: readers can't reach it", "link to a public address", warning=True
    ),
    "alt-says-nothing": Message(
        'the text for those who do not see the picture says nothing of it: "{found}"', "describe what it shows", warning=True
    ),
    "term": Message('"{found}" is written "{right}" here', 'write "{right}"; the list is content/terms.yaml', warning=True),
    "term-circle": Message('"{word}" is said to be both right and wrong', "remove it from wrong:"),
    "quote-foreign": Message('"{found}" is no Swedish quotation mark', 'write "{right}"', warning=True),
    "space-double": Message("two spaces stand between two words", "keep one", warning=True),
    "space-before": Message('a space stands before "{sign}"', "remove it", warning=True),
    "space-percent": Message("no space stands before the percent sign", "write 10 %, with a hard space", warning=True),
    "code-unquoted": Message(
        "the code {code} has no quotes: other programs read it as a number", 'write "{code}" in quotes', warning=True
    ),
    "spelling": Message('"{found}" is neither in the dictionary nor in content/ordlista.txt', _MEAN, warning=True),
    "sentence-long": Message(
        'the sentence that begins "{begins} ..." has {words} words, and at most {limit} are easy to follow',
        "make two of it",
        warning=True,
    ),
    "lix-high": Message(
        "the text is hard to read: LIX {lix}, and at most {limit} is aimed at",
        "shorten sentences, and use shorter words; the longest sentence begins on line {line}",
        warning=True,
    ),
    "title-twice": Message(
        'another article has the title "{found}" too: {other}', "give one of them another title", warning=True
    ),
    "summary-twice": Message("another article has the same summary: {other}", "write another for one of them", warning=True),
    "text-similar": Message(
        "{share} percent of the words stand in another text too, from here on: {other}",
        "keep one of the two, or let one refer to the other",
        warning=True,
    ),
    # ------------------------------------------------------------ layouts and making
    "layout-missing": Message('the layout "{name}" is missing'),
    "layout-syntax": Message("the layout can't be read: {says}"),
    "layout-undefined": Message("the layout asks for something that is not there: {says}"),
    "layout-fault": Message("the layout failed: {says}"),
    "layout-once": Message(
        "once() is given a macro that can see more than its arguments",
        "name a macro of a layout that is imported, and without its importer's context",
    ),
    "layout-dynamic": Message("the layout takes in another whose name is not written out", "write the name in quotes"),
    "booklet-fault": Message("the booklet: {says}"),
    "ebook-fault": Message("the e-book: {says}"),
    "pdf-too-long": Message(
        "the PDF was not done after {seconds} seconds of computing, and was given up",
        "look for a text, a table or a drawing that is far larger than the others",
    ),
    "pdf-too-large": Message(
        "the PDF took more than {megabytes} MB of memory, and was given up",
        "look for a picture or a drawing that is far larger than the others",
    ),
    "no-pango": Message(
        "the booklet can't be made: WeasyPrint finds no Pango on this machine, or not all that belongs to it ({says})",
        "install it (Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango), "
        "or build the site alone with --only site",
    ),
    "print-short": Message(
        "the booklet is a cover with nothing inside: pages {pages}, and at least 5 are needed",
        "take print: out of the settings until there is more",
    ),
    "print-inks": Message(
        "the table of inks can't be read: {says}", "write each row as the others in layouts/print/inks.csv, inks in percent"
    ),
    "preflight": Message("this file can't go to the press: {says}", "mend the layout in layouts/booklet/ or layouts/print/"),
    "no-index": Message(
        "the search index can't be made: {says}",
        "run make again, which sets up the environment; or build the pages alone with --only pages",
    ),
    "worker-ended": Message(
        "a process that was making pages or the booklet was ended before its work was done ({says})",
        "free some memory, or build with --jobs 1",
    ),
    "port-taken": Message("another program listens at port {port}", "choose another: python build.py serve --port {other}"),
    "no-listening": Message(
        "can't listen at {host}, port {port}: {says}", "leave out --host, and choose a port above 1023 with --port"
    ),
    "cant-write": Message("can't write here: {says}", "free some space, or change who may write"),
}
