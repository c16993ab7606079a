"""Citations, docket numbers and case names that a document tells."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from features.sentences import Sentence

_VENDOR = re.compile(r"\b(?:19|20)\d\d (?:BL|WL|U\.?S\.? (?:(?:Dist|App)\. )?LEXIS|[A-Z][\w.]{1,8} LEXIS) \d{1,8}\b")
_REPORTER = re.compile(r"\b\d{1,4} [A-Z](?:[\w’']{0,9}\.? ?){1,4}? ?\d{1,5}\b")
_MONTH_BEFORE = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|March|April|May|June|July)[a-z]*\.? $")
_AROUND = 40

_CASE_CUE = re.compile(
    r"\b(?:[Tt]he|[Tt]his)\s+(?:[a-z][a-z-]+\s+)?(?:cases?|lawsuit)(?:\s+(?:is|are|was)|,)(?:\s+(?:officially"
    r"|formally))?(?:\s+(?:known\s+as|called|titled|captioned|styled))?:?\s+(?=[“\"‘*_]{0,2}[A-Z0-9])"
    r"|\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Tt]oday|[Yy]esterday)[’']s\s+(?:[\w-]+\s+){0,3}"
    r"(?:ruling|decision|opinion|order|judgment)\s+in\s+(?=[“\"‘*_]{0,2}[A-Z0-9])"
)
_DOCKET = re.compile(
    r"(?=[\dNn])(?<![\w:-])(?:(?P<federal>(?:\d{1,2}:)?\d\d-(?:[Cc][Vv]|[Cc][Rr]|[Mm][CcDdJj]|[Aa][Pp]|[Bb][Kk])-\d{3,6}(?:-[A-Z]{1,5}){0,3})"
    r"|(?:No\.|Nos\.|[Nn]umbers?)\s(?P<number>\d\d-\d{2,5}|\d\dA\d{2,4}|\d{4}-[A-Z]{2}-\d{3,7})"
    r"|(?<=\()(?P<bracketed>\d\d-\d{2,5}|\d\dA\d{2,4})(?=\))"
    r"|(?<=,\s)(?P<listed>\d\d-\d{2,5}|\d\dA\d{2,4})(?=[.,;]))(?![\w-])"
)

_VERSUS = re.compile(r"(?<=\s)v(?:s?\.|(?=\s[A-Z]))(?=\s)")
_LEGAL_WORDS = re.compile(
    r"\b(?:case|court|ruling|ruled|decision|lawsuit|sued|judge|justices|precedent)s?\b", re.IGNORECASE
)
_JOINING = frozenset("of the for & and de la del von van ex rel. et al. on".split())
_LEADING = frozenset(
    """a an and as at because before but by case cases cf citing court courts decision earlier even from if in
    like matter no on only or our overturned overturning opinion overturn rule ruling scotus see since so such
    that the their then there this though titled under until v when where while with yes yet""".split()
)
_TRAILING = frozenset("case court decision decisions in is ruling rulings supreme was when".split())
_ABBREVIATION = re.compile(
    r"(?:Inc|Corp|Cos?|Ltd|Assn|Assoc|Ass[’']n|Dept|Dep[’']t|Comm|Comm[’']n|Ctr|Defs?|Fed|Sec|Nat[’']l|Int[’']l|Bd|Univ|Educ|Hosp|Ins"
    r"|Indus|Servs?|Sch|Dist|C(?:nt)?ty|Org|Res|Mfg|Bros|Am|Pa|Jr|Sr|al|rel|St|L|Gov[’']t|Mut|Ry|Tel|Auth|Just|Rts|Env[’']t|Gr?p|Found"
    r"|[A-Z]|(?:\w+\.)+\w+)\."
)
_SUFFIX = re.compile(r"(?:Inc|LLC|LLP|Ltd|Corp|L\.L\.C|L\.P|N\.A|Co)\b|et\b")
_BACKGROUND_BEFORE = re.compile(
    r"\b(?:overturn\w*|overrul\w*|landmark|precedent|codif\w+|cit(?:ed|ing|es)|under|since|post|pre|revers\w+|gutted|like"
    r"|famous|historic|notorious|infamous|seminal|19\d\d|in light of|pending appeal in|(?:cases?|and|also) in"
    r"|similar\w*|recent|related|separate|consolidat\w*|outcome|unlike|until"
    r"|(?:decision|ruling|holding|held|established|outlined|set|test|standard|protections?) (?:in|by|of|from))\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
# Precedents that the news name so often that their name says nothing about the case reported, and their year.
_LANDMARKS = {
    "Bostock v.": 2020,
    "Brown v. Board": 1954,
    "Brown v. the Board": 1954,
    "Buckley v. Valeo": 1976,
    "Bush v. Gore": 2000,
    "Chevron": 1984,
    "Citizens United v.": 2010,
    "District of Columbia v. Heller": 2008,
    "Dobbs v.": 2022,
    "Griswold v.": 1965,
    "Korematsu v.": 1944,
    "Lawrence v. Texas": 2003,
    "Loving v.": 1967,
    "Marbury v.": 1803,
    "Miranda v.": 1966,
    "New York Times v. Sullivan": 1964,
    "Obergefell v.": 2015,
    "Planned Parenthood v. Casey": 1992,
    "Plessy v.": 1896,
    "Roe v. Wade": 1973,
    "Shelby County v.": 2013,
    "United States v. Wong Kim Ark": 1898,
}
_DAY_OR_MONTH = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December"
)
_NUMBERING = re.compile(r"(?:19|20)\d\d|\d\dA\d{2,4}|\d\d-\d{2,5}")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_HEADLINE = re.compile(r"[:;?!—–]|,\s+[a-z]")
_TOKEN = re.compile(r"\S+")
_VERSUS_WORDS = frozenset({"v", "v.", "vs", "vs."})
_OPENING = "“\"‘'([*_"
_CLOSING = ",;:)”\"?!’'.]—–*_"
_REACH = 120
_MAX_PARTY = 10


def find_citations(text: str) -> list[str]:
    """Citations of court decisions, as written, each once, in the order of the text.

    eyecite decides, and is only loaded where digits frame something like a reporter's name;
    vendors' numbers ("2025 BL 1234") are told by their form.
    """
    found = {match.start(): match.group() for match in _VENDOR.finditer(text)}
    for match in _REPORTER.finditer(text):
        if "." not in match.group() or _MONTH_BEFORE.search(text[max(0, match.start() - 12) : match.start()]):
            continue
        for citation in _reporter_citations(text[match.start() : match.end() + _AROUND]):
            if text.startswith(citation, match.start()):
                found.setdefault(match.start(), citation)
    return list(dict.fromkeys(found[at] for at in sorted(found)))


def _reporter_citations(text: str) -> list[str]:
    from eyecite import get_citations
    from eyecite.models import FullCaseCitation

    return [str(found.token) for found in get_citations(text) if isinstance(found, FullCaseCitation)]


def case_line(text: str, sentences: Sequence[Sentence]) -> Sentence | None:
    """The sentence that names the case ("The case is X v. Y, ..."), if the document has exactly one."""
    told = []
    for match in _CASE_CUE.finditer(text):
        place = bisect_right(sentences, match.start(), key=lambda sentence: sentence.start) - 1
        if place >= 0 and _names_case(text[match.end() : min(sentences[place].end, match.end() + 2 * _REACH)]):
            told.append(sentences[place])
    return told[0] if len(told) == 1 else None


def _names_case(text: str) -> bool:
    return text.startswith(("In re ", "In the Matter of ", "Ex parte ")) or any(
        start <= 2 for _, start, _ in _names(text)
    )


def docket_number(text: str, line: Sentence | None) -> str | None:
    """The case's docket number: the first of the line that names the case, else the document's only one."""
    if line is not None and (told := _dockets(line.text)):
        return told[0][0]
    everywhere = {number: at for number, at in _dockets(text)}
    if len(everywhere) != 1:
        return None
    number, at = everywhere.popitem()
    # A number right behind the name of a precedent or of a parallel case is that case's.
    before = max(0, at - _REACH)
    background = any(
        _BACKGROUND_BEFORE.search(text[max(0, before + start - 45) : before + start])
        for _, start, _ in _names(text[before:at])
    )
    return None if background else number


def _dockets(text: str) -> list[tuple[str, int]]:
    numbers = []
    for match in _DOCKET.finditer(text):
        # A bare "24-123" is a docket number only beside the name of a case.
        alone = match["bracketed"] or match["listed"]
        if not alone or _VERSUS.search(text[max(0, match.start() - 80) : match.start()]):
            numbers.append((next(group for group in match.groups() if group), match.start()))
    return numbers


def case_name(title: str, text: str, line: Sentence | None, near: Sequence[Sentence], date: str | None) -> str | None:
    """Name of the case that the document is about ("X v. Y").

    Parameters
    ----------
    title : str
        One that is nothing but a case's name, with a court in brackets perhaps, tells it. Other headlines are not read:
        they capitalise every word, which hides where a party's name begins.
    text : str
        The document, without its title.
    line : Sentence or None
        The sentence that names the case, which wins over all others.
    near : sequence of Sentence
        The sentences about the ruling. A case named only elsewhere may be a precedent.
    date : str or None
        Day of the document. A name told with a year long before it is a precedent.

    Returns
    -------
    str or None
        None unless the line, or else the whole document, names exactly one case that is not told as background.
    """
    if line is not None and (told := _names(line.text)) and not _is_landmark(told[0][0], date):
        return told[0][0]
    if (name := _title_name(title)) and not _is_landmark(name, date):
        return name
    first: dict[str, str] = {}
    is_near = False
    for name, at, end in _names(text):
        key = "|".join(part.split()[0] for part in name.lower().split(" v. "))
        first.setdefault(key, name)
        if len(first) > 1 or _is_landmark(name, date):
            return None
        years = _YEAR.findall(text[max(0, at - 30) : at]) + _YEAR.findall(text[end : end + 9])
        if _told_as_background(text, at) or any(year < (date or "9")[:4] for year in years):
            return None
        is_near = is_near or any(sentence.start <= at < sentence.end for sentence in near)
    return next(iter(first.values())) if is_near else None


def _title_name(title: str) -> str | None:
    """The case's name that a title is."""
    bare = _IN_BRACKETS.sub("", title.strip())
    parties = bare.split(" v. ")
    whole = len(parties) == 2 and all(
        0 < len(party.split()) <= _MAX_PARTY and not _HEADLINE.search(party) for party in parties
    )
    names = _names(f" {bare}") if whole else []
    return names[0][0] if len(names) == 1 and names[0][0] == " ".join(bare.split()) else None


def _told_as_background(text: str, at: int) -> bool:
    return _BACKGROUND_BEFORE.search(text[max(0, at - 45) : at]) is not None


def _is_landmark(name: str, date: str | None) -> bool:
    return any(name.startswith(known) and (date or "9")[:4] > str(year) for known, year in _LANDMARKS.items())


def _names(text: str) -> list[tuple[str, int, int]]:
    """Case names, with "v." and single spaces, and where they stand."""
    names = []
    for match in _VERSUS.finditer(text):
        # "vs." and "v" also stand between teams, teas and percentages.
        if match.group() != "v." and not _LEGAL_WORDS.search(text[max(0, match.start() - 150) : match.end() + 150]):
            continue
        start, end = _left_start(text, match.start()), _right_end(text, match.end())
        if start is not None and end is not None:
            left, right = text[start : match.start()].split(), text[match.end() : end].split()
            names.append((" ".join([*left, "v.", *right]), start, end))
    return names


def _left_start(text: str, versus: int) -> int | None:
    """Where the party before "v." begins."""
    offset = max(0, versus - _REACH)
    words = list(_TOKEN.finditer(text, offset, versus))
    party: list[re.Match[str]] = []
    for token in reversed(words):
        word = token.group()
        if word in _VERSUS_WORDS:
            while party and party.pop(0).group() != "and":
                pass
            break
        ends = word[-1] in ',;:)”"?!—–' or (word[-1] == "." and not _ABBREVIATION.fullmatch(word))
        if (ends and party and not (word[-1] == "," and _SUFFIX.match(party[0].group()))) or word.endswith(
            ("Court’s", "Court's")
        ):
            break
        if ")" in word:
            return None
        numbered = word[0].isdigit() and (party or text.endswith("Local ", 0, token.start()))
        if not (word.lstrip(_OPENING)[:1].isupper() or numbered or word in _JOINING):
            break
        party.insert(0, token)
        if word[0] in _OPENING:
            break
    while party and (
        party[0].group().lower().strip(",") in _LEADING | _JOINING or _NUMBERING.fullmatch(party[0].group())
    ):
        party.pop(0)
    if not party or len(party) > _MAX_PARTY or (party[0].start() == offset and offset):
        return None
    first = party[0]
    return first.end() - len(first.group().lstrip(_OPENING))


def _right_end(text: str, versus: int) -> int | None:
    """Where the party after "v." ends."""
    words = list(_TOKEN.finditer(text, versus, versus + _REACH))
    party: list[tuple[str, int]] = []
    for place, token in enumerate(words[: _MAX_PARTY + 1]):
        word = token.group()
        bare = word.rstrip(_CLOSING)
        following = words[place + 1].group() if place + 1 < len(words) else ""
        if word in _VERSUS_WORDS:
            while party and party.pop()[0] != "and":
                pass
            break
        if word == "and" and not (following[:1].isupper() and {"of", "for"} & {earlier for earlier, _ in party}):
            break
        if (party and bare.lower() in _TRAILING) or not (
            bare[:1].isupper() or (party and bare[:1].isdigit()) or word in _JOINING
        ):
            break
        if _DAY_OR_MONTH.fullmatch(bare):
            break
        if bare.endswith(("’s", "'s")) and not following[:1].isupper():
            party.append((bare, token.start() + len(bare) - 2))
            break
        kept = word if _ABBREVIATION.fullmatch(word) else bare
        if word.endswith(".,") and _ABBREVIATION.fullmatch(word[:-1]):
            kept = word[:-1]
        party.append((kept, token.start() + len(kept)))
        if word != kept and not (word.endswith(",") and _SUFFIX.match(following)):
            break
    while party and (party[-1][0] in _JOINING or party[-1][0] in {"The", "A"} or party[-1][0].isdigit()):
        party.pop()
    return party[-1][1] if party and len(party) <= _MAX_PARTY else None
