"""The court that a document names, as an id of courts-db."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from features.seats import TRIAL_SEATS

SUPREME, APPEAL, TRIAL = "supreme", "appeal", "trial"

# What is longer was not written as a sentence or two.
_LONGEST = 5000
_HINT = re.compile(r"Court|court|Circuit|Cir\.|D\.|District|SCOTUS|judge")
_CITED = re.compile(r"\bD\. ?[ABD-Z]|\bD\. ?C(?:al|olo|onn)|[A-Z]\.D\.|\bCir\.|\bCt\.|\bCh\.|DNY\b")
_ORDINALS = (
    ("first", "1st"),
    ("second", "2nd", "2d"),
    ("third", "3rd", "3d"),
    ("fourth", "4th"),
    ("fifth", "5th"),
    ("sixth", "6th"),
    ("seventh", "7th"),
    ("eighth", "8th"),
    ("ninth", "9th"),
    ("tenth", "10th"),
    ("eleventh", "11th"),
    ("d.c.", "dc", "district of columbia"),
    ("federal",),
)
_CIRCUITS = {word: i for i, words in enumerate(_ORDINALS) for word in words}
_CIRCUIT_IDS = (*(f"ca{i}" for i in range(1, 12)), "cadc", "cafc")
# Where a federal court of appeals sits; Washington has two, so it tells none.
_SEATS = {
    "Boston": "ca1",
    "Manhattan": "ca2",
    "Philadelphia": "ca3",
    "Richmond": "ca4",
    "New Orleans": "ca5",
    "Cincinnati": "ca6",
    "Chicago": "ca7",
    "St. Louis": "ca8",
    "San Francisco": "ca9",
    "Denver": "ca10",
    "Atlanta": "ca11",
}
# Bluebook forms that courts-db writes another way.
_ALIASES = {
    "D. Md.": "mdd",
    "D. Minn.": "mnd",
    "M.D. Pa.": "pamd",
    "2nd Cir.": "ca2",
    "3d Cir.": "ca3",
    "S.D.W. Va.": "wvsd",
    "E.D.N.Y.": "nyed",
    "Ct. Int'l Trade": "cit",
    "SDNY": "nysd",
    "EDNY": "nyed",
}
# Ended, says courts-db, whose record of it stops at an early reorganisation.
_STILL_SITS = frozenset({"njd"})
# As the news abbreviates the states that are one district.
_ONE_DISTRICT = {
    "Ariz.": "Arizona",
    "Colo.": "Colorado",
    "Conn.": "Connecticut",
    "Del.": "Delaware",
    "Kan.": "Kansas",
    "Mass.": "Massachusetts",
    "Md.": "Maryland",
    "Minn.": "Minnesota",
    "Mont.": "Montana",
    "Neb.": "Nebraska",
    "Nev.": "Nevada",
    "N.D.": "North Dakota",
    "N.H.": "New Hampshire",
    "N.J.": "New Jersey",
    "N.M.": "New Mexico",
    "Ore.": "Oregon",
    "R.I.": "Rhode Island",
    "S.C.": "South Carolina",
    "S.D.": "South Dakota",
    "Vt.": "Vermont",
    "Wyo.": "Wyoming",
}
_WORD = r"[A-Z](?:[a-z.]{0,14})"
_PLACE = rf"{_WORD}(?: {_WORD}){{0,2}}"
_FEDERAL = r"(?:U\. ?S\.|US|United States|[Ff]ederal)"
_ORDINAL = (
    "(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff](?:our|if)th|[Ss](?:ix|even)th|[Ee]ighth|[Nn]inth|[Tt]enth|[Ee]leventh|DC|Federal"
    r"|1?\d[a-z]{1,2})"
)
_DIRECTION = "(?:Northern|Southern|Eastern|Western|Middle|Central)"
_CIRCUIT = re.compile(
    rf"\b(?:(?P<number>{_ORDINAL}|D\.C\.) (?:{_FEDERAL} )?"
    r"(?:Circuit\b(?! Court\b(?! of Appeals?)| [Jj]udicial)|circuit court of appeals)"
    rf"|Court of Appeals? for the (?P<spelt>District of Columbia|[A-Z][A-Za-z.]{{1,8}}|\d\d?[a-z]{{1,2}}) Circuit"
    rf"|(?P<last>[A-Z][a-z]{{4,7}}|\d\d?[a-z]{{2}}) {_FEDERAL} Court of Appeals"
    rf"|federal appeals court in (?P<seat>(?:San|St\.|New) [A-Z][a-z]+|[A-Z][a-z]+)"
    r"|(?P<based>(?:San|St\.|New) [A-Z][a-z]+|[A-Z][a-z]+)-based "
    r"(?:federal|US|U\.S\.) (?:appeals court|court of appeals)"
    r")"
)
_DISTRICT = re.compile(
    rf"(?:\b(?P<direction>{_DIRECTION}) District(?: Court)? of "
    rf"(?P<divided>{_PLACE})"
    rf"|\b{_FEDERAL} [Dd]istrict [Cc]ourt(?:,| for| in| of)(?: the)? (?:District of )?(?!{_DIRECTION} )"
    rf"(?P<whole>{_PLACE})"
    rf"|\b[Dd]istrict [Cc]ourt for the District of (?P<of>{_PLACE})"
    rf"|\b{_FEDERAL} (?:[Dd]istrict )?(?:judge|court|Judge [A-Z][\w.’' ]{{2,30}})"
    rf" in (?P<sits>Washington, D\.?C|{_PLACE})(?:, (?P<within>[A-Z][a-z]{{2,4}}\.|[A-Z]\. ?[A-Z]\.|{_PLACE}))?"
    rf"|\b(?P<based>(?!(?:An?|Another|One|That|The|This) federal){_PLACE})(?:-based)? federal (?:judge|court)\b)"
)
_SUPREME = re.compile(r"\b(?:Supreme Court of the United States|[Ss]upreme [Cc]ourt\b|SCOTUS\b)")
_SEVEN_JUSTICES = re.compile(r"\b(?:of the (?:five|seven) justices|seven-(?:member|justice))\b")
_NAMED = re.compile(
    r"\b(?:(?:State )?(?:Supreme|Superior|Commonwealth|Chancery|Supreme Judicial) Court of "
    r"(?P<of>[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
    r"|Courts? of (?:Criminal Appeals|Civil Appeals|Appeals?|Chancery|International Trade|Federal Claims)"
    r"(?: of [A-Z][a-z]+(?: [A-Z][a-z]+)?)?"
    r"|(?:Supreme Judicial|Supreme|Commonwealth|Appeals|Chancery) Court|supreme court)\b"
)
_OF_PLACE = re.compile(r" (?:of|in) (?!Washington\b)[A-Z]")
# Words before "Supreme Court" that tell no other country or state.
_NOT_OWNERS = re.compile(
    r"(?:Republican|Democrat|Conservative|Liberal|GOP)[\w-]*$|(?:\w+day|[Tt]oday|[Yy]esterday|year|week)[’']s$|[A-Z]\w+-led$"
)
_OPENERS = frozenset(
    "A After And As Because Before But Divided How If In No On Since So That The This What When While Why".split()
)
_AMERICAN = re.compile(r"(?:\b(?:U\. ?S\.|US|United States|nation[’']s|federal)\s+)$", re.IGNORECASE)
_NOT_RULING_BEFORE = re.compile(
    r"\b(?:to|ask|asks|asked|asking|urg\w+|petition\w*|before|until|toward|appeal(?:s|ed|ing)?"
    r"|Attorney[’']?s?(?: Office)?)\s+(?:(?:in|for)\s+)?(?:the\s+)?(?:U\.?S\.?\s+)?$"
)
_NOT_RULING_AFTER = re.compile(
    r"[’']?s?\s+(?:nomin|precedent|pick\b|candidate|confirmation|Judge|building|term\b|hearing)|\s*[-–]appointed"
)
_ACTOR = re.compile(
    r"(?P<supreme>[Ss]upreme [Cc]ourt|\bjustices\b|(?<!state )(?<!state’s )\b[Hh]igh [Cc]ourt|SCOTUS)"
    r"|(?P<appeal>\b[Aa]ppeals? (?:[Cc]ourt|panel|judges)|\b[Aa]ppellate|\bCircuit\b(?! Judge)|[Cc]ourt of [Aa]ppeals?"
    r"|Commonwealth Court|(?<!three-judge )(?<!three judge )\bpanel\b)"
    r"|(?P<trial>\b[Jj]udge\b|\b[Dd]istrict [Cc]ourt|Superior Court|Chancery)"
)
_THE_COURT = re.compile(r"\b[Tt]he (?:[\w’-]+ )?[Cc]ourt\b|\b[Jj]ustices\b|(?<![Aa] )\bCourt\b")
_FEDERAL_APPEALS = re.compile(
    r"\b(?:[Ff]ederal|U\. ?S\.|US) (?:[Aa]ppeals [Cc]ourt|[Aa]ppellate [Cc]ourt|[Aa]ppeals [Pp]anel)\b"
)


@dataclass(frozen=True, slots=True)
class CourtMention:
    """A court named in a text: its courts-db id, its place, and its level (supreme, appeal or trial)."""

    court: str
    start: int
    end: int
    level: str


def ruling_court(evidence: str | None, line: str | None, lead: str, document: str) -> str | None:
    """The court that made the decision.

    Parameters
    ----------
    evidence : str or None
        The sentence that tells the ruling; the courts of other sentences only count
        if they are of the level (supreme, appeals, trial) that acts in it.
    line : str or None
        The sentence that names the case.
    lead : str
        Title, first sentences and the neighbours of the evidence.
    document : str
        All of the document: one that names the supreme court of a state or of another
        country may mean that one by "Supreme Court".

    Returns
    -------
    str or None
        A courts-db id such as ``cacd``; None where no court or more than one fits.
    """
    if not _HINT.search(document):
        return None
    bare_is_scotus = _bare_supreme_court_is_federal(document)
    level = None
    if evidence is not None:
        actor = _ACTOR.search(evidence)
        level = actor.lastgroup if actor else None
        told = _fitting(evidence, level, bare_is_scotus)
        if told:
            return told[0].court if len({mention.court for mention in told}) == 1 else None
    if line is not None and (told := _fitting(line, level, bare_is_scotus)):
        return told[0].court
    if level is None and not (evidence and _THE_COURT.search(evidence)):
        return None
    if level == SUPREME and not bare_is_scotus and _names_bare_supreme_court(f"{evidence}\n{lead}"):
        return None
    # Named beside a ruling, the Court of Federal Claims is mostly where a suit should have gone.
    courts = {mention.court for mention in _fitting(lead, level, bare_is_scotus)} - {"uscfc"}
    if not courts and evidence and _FEDERAL_APPEALS.search(evidence):
        courts = {mention.court for mention in court_mentions(document) if mention.court in _CIRCUIT_IDS}
    return courts.pop() if len(courts) == 1 else None


def named_court(name: str) -> str | None:
    """The court that a cell of a table names, as an id of courts-db.

    Parameters
    ----------
    name : str
        An id ("cacd"), a citation's form ("C.D. Cal.", "SDNY") or a name spelt out.

    Returns
    -------
    str or None
        None where it names no court or several.
    """
    bare = name.strip()
    if bare.lower() in _by_id():
        return bare.lower()
    if cited := _citations().get(_squeezed(bare)):
        return cited
    courts = {mention.court for mention in court_mentions(name[:_LONGEST])}
    return courts.pop() if len(courts) == 1 else None


def _fitting(text: str, level: str | None, bare_is_scotus: bool) -> list[CourtMention]:
    text = text[:_LONGEST]
    return [
        mention
        for mention in court_mentions(text, bare_is_scotus=bare_is_scotus)
        if level in (None, mention.level)
        and not _NOT_RULING_BEFORE.search(text[max(0, mention.start - 60) : mention.start])
        and not _NOT_RULING_AFTER.match(text, mention.end)
    ]


def court_mentions(text: str, *, bare_is_scotus: bool = True) -> list[CourtMention]:
    """All courts that a text names in a way that tells which one is meant, without overlap, in order."""
    if not _HINT.search(text):
        return []
    found: list[CourtMention] = []
    if _CITED.search(text):
        for match in _cited_courts().finditer(text):
            _add(found, _by_citation(match), match.start(), match.end())
    if "Circuit" in text or "ppeals" in text:
        for match in _CIRCUIT.finditer(text):
            _add(found, _by_circuit(match), match.start(), match.end())
    for match in _DISTRICT.finditer(text):
        _add(found, _by_district(match), match.start(), match.end())
    for match in _NAMED.finditer(text):
        court, start = _by_name(text, match, bare_is_scotus)
        _add(found, court, start, match.end())
    for match in re.finditer(r"\bSCOTUS\b", text):
        _add(found, "scotus", match.start(), match.end())
    return sorted(found, key=lambda mention: mention.start)


def _add(found: list[CourtMention], court: str | None, start: int, end: int) -> None:
    if court and not any(mention.start < end and start < mention.end for mention in found):
        found.append(CourtMention(court, start, end, _level(court)))


def _by_citation(match: re.Match[str]) -> str | None:
    return _citations()[_squeezed(match.group())]


def _by_circuit(match: re.Match[str]) -> str | None:
    if seat := match["seat"] or match["based"]:
        return _SEATS.get(seat)
    number = _CIRCUITS.get((match["number"] or match["spelt"] or match["last"]).lower())
    return None if number is None else _CIRCUIT_IDS[number]


def _by_district(match: re.Match[str]) -> str | None:
    place = match["divided"] or match["whole"] or match["of"] or match["sits"] or match["based"]
    if match["within"] and (court := _districts().get(("", _ONE_DISTRICT.get(match["within"], match["within"])))):
        return court
    words = place.rstrip(".").split()
    words = words[1:] if words[0] in {"A", "The"} else words
    if place.startswith(("Washington, D", "District of Columbia", "Columbia")):
        return "dcd" if not match["divided"] else None
    for size in range(len(words), 0, -1):
        name = " ".join(words[:size]).rstrip(".")
        court = _districts().get((match["direction"] or "", name))
        if court is None and (match["sits"] or match["based"]) and not match["within"]:
            court = TRIAL_SEATS.get(name)
        if court:
            return court
    return None


def _by_name(text: str, match: re.Match[str], bare_is_scotus: bool) -> tuple[str | None, int]:
    start = match.start()
    name = "Supreme Court" if match.group() == "supreme court" else match.group()
    if name == "Supreme Court":
        if text.startswith(" of the United States", match.end()) or _AMERICAN.search(text[max(0, start - 20) : start]):
            return "scotus", start
        before = _place_before(text, start)
        if before is None:
            return ("scotus" if bare_is_scotus and not text.startswith(" of ", match.end()) else None), start
        return _find_court(f"{before} {name}"), start - len(before) - 1
    if name in {"Court of International Trade", "Court of Federal Claims"}:
        return {"Court of International Trade": "cit", "Court of Federal Claims": "uscfc"}[name], start
    if match["of"] or name.count(" of ") == 2:
        return _find_court(name), start
    before = _place_before(text, start)
    if name == "Commonwealth Court" and not before:
        return "pacommwct", start
    return (None, start) if before is None else (_find_court(f"{before} {name}"), start - len(before) - 1)


def _place_before(text: str, at: int) -> str | None:
    """The state named right before a court's name; "" for another owner ("Israel’s", "state"), None for none."""
    before = text[max(0, at - 40) : at]
    words = before.split()
    last = words[-1].lstrip("“\"‘'(") if words and before[-1] == " " else ""
    owned = last.endswith(("’s", "'s", "s’")) or last in {"state", "county"}
    if _NOT_OWNERS.match(last):
        return None
    if not owned and (not last[:1].isupper() or last in _OPENERS or (last[-1] in ".,:;" and last != "Pa.")):
        return None
    for size in (3, 2, 1):
        place = " ".join(words[-size:]).lstrip("“\"‘'(")
        if place in _states():
            return place
    return ""


def _names_bare_supreme_court(text: str) -> bool:
    return any(_place_before(text, match.start()) is None for match in _SUPREME.finditer(text))


def _bare_supreme_court_is_federal(document: str) -> bool:
    return not _SEVEN_JUSTICES.search(document) and not any(
        match.group().lower() == "supreme court"
        and not _AMERICAN.search(document[max(0, match.start() - 20) : match.start()])
        and (_place_before(document, match.start()) is not None or _OF_PLACE.match(document, match.end()))
        for match in _SUPREME.finditer(document)
    )


@lru_cache(maxsize=1024)
def _find_court(name: str) -> str | None:
    """courts-db's own search, some 15 ms a call."""
    if name.startswith(" "):
        return None
    _courts()
    from courts_db import find_court

    found = find_court(name, bankruptcy=False, allow_partial_matches=False)
    if not found and name.endswith(" Supreme Court"):
        found = find_court(f"Supreme Court of {name.removesuffix(' Supreme Court')}", bankruptcy=False)
    return str(found[0]) if len(found) == 1 and found[0] in _by_id() else None


@lru_cache(maxsize=1)
def _courts() -> list[dict[str, Any]]:
    """All courts but those that no longer sit."""
    import courts_db

    return [
        court
        for court in courts_db.courts
        if court["id"] in _STILL_SITS or not (court["dates"] and court["dates"][-1].get("end"))
    ]


@lru_cache(maxsize=1)
def _by_id() -> dict[str, dict[str, Any]]:
    return {court["id"]: court for court in _courts()}


@lru_cache(maxsize=1)
def _states() -> frozenset[str]:
    return frozenset(court["location"] for court in _courts() if court["system"] == "state" and court["location"])


@lru_cache(maxsize=1)
def _citations() -> dict[str, str]:
    """Court by citation, without spaces and dots. A state's abbreviation alone ("Cal.") tells no court."""
    courts = {
        court["citation_string"]: court["id"]
        for court in _courts()
        if court["type"] != "bankruptcy"
        and re.search(r"\bD\. ?[A-Z]|Cir\.$|\bCt\.|D\.D\.C\.|\bCh\.$", court["citation_string"] or "")
    }
    return {_squeezed(citation): court for citation, court in (courts | _ALIASES).items()}


@lru_cache(maxsize=1)
def _cited_courts() -> re.Pattern[str]:
    courts = [
        court["citation_string"] for court in _courts() if _squeezed(court["citation_string"] or "") in _citations()
    ]
    ways = sorted({*courts, *_ALIASES}, key=len, reverse=True)
    return re.compile(
        r"(?<![\w.])(?:"
        + "|".join(re.escape(way).replace(r"\ ", r"\s?").replace("'", "[’']") for way in ways)
        + r")(?!\w)"
    )


def _squeezed(citation: str) -> str:
    return re.sub(r"[\s.]", "", citation).replace("’", "'")


@lru_cache(maxsize=1)
def _districts() -> dict[tuple[str, str], str]:
    """Federal district court by direction ("" if the state has one district) and state."""
    directions = {"N": "Northern", "S": "Southern", "E": "Eastern", "W": "Western", "M": "Middle", "C": "Central"}
    found: dict[tuple[str, str], str] = {}
    for court in _courts():
        citation = court["citation_string"] or ""
        if court["system"] != "federal" or not (match := re.match(r"([NSEWMC]?)\.?D\. ?[A-Z]", citation)):
            continue
        if "District" in court["name"] and court["type"] != "bankruptcy":
            found[directions.get(match[1], ""), court["location"]] = court["id"]
    divided = {state for direction, state in found if direction}
    return {key: court for key, court in found.items() if key[0] or key[1] not in divided}


def _level(court: str) -> str:
    if court == "scotus":
        return SUPREME
    if court in _CIRCUIT_IDS or court == "pacommwct":
        return APPEAL
    record = _by_id()[court]
    if record["system"] == "federal":
        return TRIAL
    name = record["name"]
    if court == "nysupct":
        return TRIAL
    return (
        SUPREME
        if "Supreme" in name and "Appell" not in name
        else APPEAL
        if record["level"] == "iac" or "Appea" in name or "Appel" in name
        else TRIAL
    )
