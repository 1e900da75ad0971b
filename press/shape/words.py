"""Swedish compounds taken apart, so that who seeks a part finds the whole: "verk" finds "vattenreningsverk".

Words in, words out. The parts are found in the texts' own vocabulary and a short list of what municipalities write about;
no dictionary. A doubtful word is left whole: a part too few costs a hit, a wrong one sends a reader astray.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import unescape
from itertools import pairwise

JOINT = "|"  # between the parts of a compound; Pagefind 1.5.2 takes words apart at ASCII signs, not yet at soft hyphens
WORD = re.compile(r"[a-zåäöéüA-ZÅÄÖÉÜ]+")
_TEXT = re.compile(r"(<[^>]*>)|([^<]+)")
_LETTERS = re.compile(r"(&#?\w+;)|[a-zåäöéüA-ZÅÄÖÉÜ]{6,}")  # an entity, or a word long enough to be a compound
_SHORTEST = 4  # letters of a part that the texts know; shorter ones are taken from _SHORT alone
_LONGEST = 40  # letters; what is longer is no word

# What joins its head to a tail in Swedish, and what a word's end gives up for it: samhälle -> samhälls-, kyrka -> kyrko-.
_ENDS_OF_HEADS = (("", ""), ("", "s"), ("e", ""), ("e", "s"), ("a", ""), ("a", "o"), ("a", "u"), ("a", "e"), ("", "e"))
_INFLECTIONS = (
    "arnas ornas ernas endets andets heterna heternas heten hetens arna orna erna ande andet andena anden ens ets ans ars ors ers"
    " en et an ar or er na ns ts as es n t s a e r"
).split()

# Endings and small words that look like tails and are none.
_NO_TAIL = frozenset(
    "ande anden andet andra annan arna aste bara barhet barheten barhetens bart bland dela delad delar delat delen den"
    " denna derat dessa detta doms efter eller else emot enda ende ens ensam erna fall fulla fullt följa följd förs förts"
    " gammal gemensam genom heten heter hets hållens inga ingar ingen inger inget innan inne inom isen iska iskt kallt klar"
    " klara klart kring lade lagd lagda lagt liga ligen ligga ligger ligt lika like lösa löst mare mellan mera mest mitt mot"
    " måste namn nere nerna ners ningar ningen något några ordna ordnad ordnade ordnar orna rada rade rand rare rast rats"
    " rena rent rest resten samma samman satt satta satte ser sida sidan skap skapen skapet skilda skilt slag slaget slut"
    " slår som stor stora stånd står ställa ställd ställer ställt större sätt sätta sätter sättet taget tagit tagna tala"
    " talat talen taren tarna ter terna ton tro under unga unge ungefär upp utan ute vara varit varje vart vida vidare visa"
    " visar visas vissa visst åter ända ändå ännu över övriga".split()
)
_NO_HEAD = frozenset(
    "alla allt anden andra att behöv beslut bet bland blev borde bra börja del dess det där eft efter emell eng enga enhet"
    " ensam fel fort fram följ för före förs först gen genom ger gjort göra han har hel hela hem her hos håll ingen ingå"
    " inne inom kan karl kom kommit kommu kring ledd lång läg med mell men mer mind mot mån nya när och ord oss par per"
    " plane pro rad redo ref rik rätt sam samma samman sed själv ska skall som sta stor svar så sär tag tar till trans tre"
    " ty under upp utan vad var vart vid viss åter än öv över".split()
)
# Parts of two or three letters, and the commonest longer ones of this field: they are known even where no text uses them alone.
_SHORT = frozenset(
    "bad bil by dag del el gas hav hus jord kost lag led liv luft mat mål råd sjö skog sol stad syn tid val vård väg".split()
)
_COMMON = frozenset(
    "agenda analys anläggning anpassning anställd ansvar arbetare arbete arbetslöshet avdelning avfall avgift avlopp avtal"
    " barn barnomsorg befolkning behov besök bibliotek bidrag bil biogas boende bolag bostad brand brukare budget buss butik"
    " bygd bygdegård bygge byggnad båt central centrum chef cykel dagvatten deltagande demokrati detaljplan dialog dokument"
    " dricksvatten ekonom ekonomi elev energi ersättning etanol fabrik familj fastighet fjäll fjärrvärme flykting folk"
    " folkhälsa fordon form forskning framtid fritid fråga fullmäktige förbund förening företag förmedlare församling"
    " förskola förslag försörjning förtroende förvaltning gata granne granskning grupp gräns gräs gymnasium halvtid hamn"
    " handel handling handlingsplan heltid hemtjänst hushåll hållbarhet hälsa idrott index indikator industri information"
    " ingenjör inkomst inköp integration intäkt invandrare invånare jordbruk jurist jämställdhet kalkyl kansli klimat"
    " kollektiv kommun kompetens konsekvens konsult kontor kooperativ kostnad kraft krets kris kubikmeter kultur kurator"
    " kust kuvert kvalitet kvarter kyrka köpman laddning lampa landsbygd landskap ledamot ledare ledning ledningssystem"
    " livsmedel lokal lärare lösning makt mandat marknad massa material medborgare meddelande medel miljö missbruk modell"
    " mottagande måltid människa möbel möte natur nedläggning nivå nämnd näring näringsliv nätverk område omsorg operativ"
    " ordförande organisation park parkering patient peng penning person personal plan planering politik politiker press"
    " pris process produktion program projekt prövning punkt påverkan rapport region rening reningsverk resa resurs risk"
    " räddning rättighet samarbete samhälle samordnare samråd samverkan sekretare sektor service sjukhus skatt skola"
    " skärgård slam socialtjänst sociologi solcell spår statistik stolpe strand strateg strategi struktur studie styrelse"
    " styrning stöd system säkerhet tillgänglighet tillväxt tjänst tjänsteman torg trafik transport trivsel trygghet turism"
    " tätort underlag undersökning undervisning ungdom universitet upphandling uppvärmning utbildning utgång utredning"
    " utskott utsläpp utveckling utvärdering vaktmästare vandring vatten verk verksamhet verktyg vind vindkraft vision vuxen"
    " välfärd värd värde värme yrke ålder åtagande återvinning åtgärd äldre äldreomsorg ämne ändring öppethållande"
    " öppettider översikt översvämning översyn".split()
)


def base(word: str) -> str:
    """A word without what inflection adds, for comparing alone: skola, skolan, skolor -> skol."""
    for ending in _INFLECTIONS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


class Vocabulary:
    """The words of some texts. `names` are never taken apart: Östersund is no sund in the east."""

    def __init__(self, words: frozenset[str], names: frozenset[str] = frozenset()) -> None:
        self.words, self.names = words, names
        self._parts: dict[str, tuple[str, ...]] = {}  # of the words that have been asked for
        alone = {word for word in self.words if len(word) >= _SHORTEST and word not in self.names} | _COMMON
        tails = {word for word in alone if word not in _NO_TAIL} | _SHORT
        self._tails = frozenset(tails)
        self._bases = frozenset(map(base, tails))
        heads = {
            f"{word.removesuffix(end) if end else word}{joint}"
            for word in (alone | _SHORT) - _NO_HEAD
            for end, joint in _ENDS_OF_HEADS
            if word.endswith(end)
        }
        self._heads = frozenset(head for head in heads if len(head) >= 3 or head in _SHORT) - _NO_HEAD

    @classmethod
    def of(cls, texts: Iterable[str], names: Iterable[str] = ()) -> Vocabulary:
        """What stands in some texts (HTML or plain), in small letters."""
        words = {word.lower() for text in texts for word in WORD.findall(plain(text))}
        parts = {part.lower() for name in names for part in WORD.findall(name)}
        return cls(frozenset(words), frozenset(parts | {f"{part}s" for part in parts}))

    def parts(self, word: str) -> tuple[str, ...]:
        """The words a compound is made of, the fewest that do it: ("miljö", "ledningssystem"). A simple word is its only part."""
        small = word.lower()
        if len(small) < 6 or len(small) > _LONGEST or small in self.names:
            return (word,)
        found = self._parts.get(small)
        if found is None:
            found = self._parts[small] = self._split(small) or (small,)
        if small == word:
            return found
        ends = [sum(map(len, found[:place])) for place in range(len(found) + 1)]
        return tuple(word[start:end] for start, end in pairwise(ends))

    def tails(self, word: str) -> tuple[str, ...]:
        """The ends of a compound that are words and none of its parts: "system" of "miljö|ledningssystem"."""
        parts = self.parts(word.lower())
        found = ["".join(parts[place:]) for place in range(1, len(parts) - 1)]
        if len(parts) > 1:
            inner = self.parts(parts[-1])
            found += ["".join(inner[place:]) for place in range(1, len(inner))]
        return tuple(dict.fromkeys(found))

    def _split(self, word: str) -> tuple[str, ...]:
        """The best way to part a word, or nothing. Fewest parts, then the longest tail."""
        best: tuple[str, ...] = ()
        for place in range(2, len(word) - 2):
            head, tail = word[:place], word[place:]
            if head not in self._heads:
                continue
            if self._is_tail(tail):
                found: tuple[str, ...] = (head, tail)
            else:
                rest = self._split(tail) if len(tail) >= 6 else ()
                found = (head, *rest) if rest else ()
            if found and (not best or len(found) < len(best)):
                best = found
        return best

    def _is_tail(self, tail: str) -> bool:
        """Whether a word that is known ends here, in any inflection."""
        if tail in _NO_TAIL:
            return False
        return tail in self._tails or any(self._is_known(tail[: -len(end)]) for end in _INFLECTIONS if tail.endswith(end))

    def _is_known(self, stem: str) -> bool:
        return stem in _SHORT or (len(stem) >= _SHORTEST and (stem in self._tails or stem in self._bases))


def plain(html: str) -> str:
    """A body's words without its markup."""
    return unescape(re.sub(r"<[^>]*>", " ", html))


def parted(html: str, parts: Callable[[str], tuple[str, ...]]) -> str:
    """The same HTML or text, a JOINT between the parts of each compound. Markup is left alone."""

    def joined(found: re.Match[str]) -> str:
        return JOINT.join(parts(found[0]))

    return _TEXT.sub(lambda found: found[1] or _LETTERS.sub(lambda run: run[1] or joined(run), found[2]), html)


def hidden_words(html: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Ends of a text's compounds that it does not hold as words: what its index has to know beside what can be read."""
    words = {word.lower() for word in WORD.findall(plain(html))}
    known: Mapping[str, None] = dict.fromkeys(part for word in sorted(words) for part in vocabulary.parts(word))
    found = {tail for word in words for tail in vocabulary.tails(word)}
    return tuple(sorted(found - words - set(known)))
