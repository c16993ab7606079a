"""Legal grounds that a sentence names, as a short sequence of tokens."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

GROUNDS: Final[dict[str, re.Pattern[str]]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "apa": r"Administrative Procedures? Act|\bAPA\b|[Aa]rbitrar(?:y|ily) (?:and|or|&) [Cc]apricious|[Nn]otice[- ]and[- ]comment"
        r"|\b[Ss]ection 70[56]\b|[Rr]easoned (?:explanation|decision)",
        "speech": r"First Amendment|\b[Ff]ree[- ](?:speech|expression|press)|[Ff]reedom of (?:speech|expression|the press|assembly|association)"
        r"|\b[Vv]iewpoint|\b[Cc]ompelled speech|\b[Pp]rior restraint|\b[Pp]rotected speech|\b[Ss]peech rights",
        "religion": r"Establishment Clause|Free Exercise|\b[Rr]eligious (?:freedom|liberty|beliefs?|exercise|expression)|[Ff]reedom of religion"
        r"|[Ff]ree exercise|separation of church and state",
        "due_process": r"[Dd]ue[- ][Pp]rocess",
        "equality": r"[Ee]qual [Pp]rotection",
        "powers": r"[Ss]eparation of [Pp]owers|\b(?:Commerce|Supremacy|Spending|Appointments|Take Care|Take-Care|Elections|Contracts?|Takings) Clause"
        r"|power of the purse",
        "amendment": r"\b(?:Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Thirteenth|Fourteenth|Fifteenth|[2-9]th|1[0-5]th)"
        r" Amendment",
        "constitution": r"\b[Uu]nconstitutional|\b[Cc]onstitution(?:al(?:ity)?)?\b",
        "state_constitution": r"\b[Ss]tate(?:[’']s)? [Cc]onstitution|\b[A-Z][a-z]+(?:[’']s)? Constitution\b",
        "act": r"\b(?:[A-Z][\w’'&-]+ )+(?:and [A-Z]\w+ )?Act\b(?! of God)",
        "title": r"\bTitle [IVX]+\b",
        "statute": r"\b[Ff]ederal (?:statut|law)|\b[Ss]tate (?:statut|law)|\b[Ss]tatut(?:e|es|ory)\b|\b[Cc]ongress\b|\bU\.S\.C\.",
        "rights": r"\b[Cc]ivil[- ][Rr]ights|\b[Vv]oting [Rr]ights|\b[Dd]iscriminat",
        "authority": r"\bexceed(?:s|ed|ing)? (?:his|her|its|their|the)\b.{0,40}\b(?:authority|powers?)|\b(?:lacks?|lacked|without|beyond) .{0,30}\bauthority",
    }.items()
}
_LITERALS: Final = {
    "apa": ("dministrative Procedure", "APA", "rbitrar", "otice", "ection 70", "easoned "),
    "speech": (
        *("First Amendment", "ree speech", "ree-speech", "ree expression", "ree-expression", "ree press", "ree-press"),
        *("reedom of ", "iewpoint", "ompelled speech", "rior restraint", "rotected speech", "peech rights"),
    ),
    "religion": ("Establishment Clause", "ree ", "eligious ", "reedom of religion", "separation of church"),
    "due_process": ("rocess",),
    "equality": ("rotection",),
    "powers": ("eparation of ", " Clause", "power of the purse"),
    "amendment": (" Amendment",),
    "constitution": ("onstitution",),
    "state_constitution": ("onstitution",),
    "act": (" Act",),
    "title": ("Title ",),
    "statute": ("tatut", "ederal law", "tate law", "ongress", "U.S.C."),
    "rights": ("ights", "iscriminat"),
    "authority": ("authority", "exceed"),
}
"""Of each ground, pieces of text of which one stands wherever its pattern matches: finding them costs a fraction of it."""
_HINT: Final = re.compile(
    r"\bAPA\b|\bAct\b|Amendment|[Cc]onstitution|[Aa]rbitrary|[Dd]ue process|[Ee]qual protection|[Ss]peech|[Rr]eligio|[Ss]tatut|\bTitle\b"
    r"|[Vv]iolat|[Cc]ongress|[Uu]nlawful|[Ii]llegal|[Pp]rocedur|[Dd]iscriminat|[Ff]ederal law|[Cc]laim|\bargu"
)
_HINT_LITERALS: Final = (
    *(
        "Act",
        "Amendment",
        "onstitution",
        "iolat",
        "laim",
        "argu",
        "ongress",
        "peech",
        "tatut",
        "ederal law",
        "eligio",
        "nlawful",
    ),
    *("llegal", "rocedur", "iscriminat", "APA", "rbitrary", "ue process", "qual protection", "Title"),
)
_VIOLATION: Final = re.compile(
    r"\b(?:violat|infring|trampl|contrary to|in breach|breach|run afoul|ran afoul|under the|guarantee|protected by)",
    re.I,
)
_SPEAKER: Final = re.compile(
    r"\b(?:argu|alleg|claim|contend|assert|challeng|sued|suing|lawsuit|complaint|plaintiff)", re.I
)
_COURT: Final = re.compile(r"\b(?:judge|court|justices?|panel|ruled|held|found|wrote|opinion)\b", re.I)
_MARKS: Final = {"violated": _VIOLATION, "argued": _SPEAKER, "ruled": _COURT}
GROUND_TOKENS: Final = (*GROUNDS, *(f"{name}_{mark}" for mark in _MARKS for name in GROUNDS))
"""All tokens that `ground_sequence` can make."""


def ground_sequence(sentence: str) -> str:
    """Grounds named in a sentence, each alone and with what the sentence does with them.

    Parameters
    ----------
    sentence : str

    Returns
    -------
    str
        Tokens parted by spaces, such as `speech speech_violated speech_argued`; empty where none is named.
    """
    return " ".join(_tokens(sentence, _LITERALS))


def named_grounds(sentences: Sequence[str], document: str) -> str:
    """`ground_sequence` of all sentences of a document, parted by spaces.

    Parameters
    ----------
    sentences : sequence of str
    document : str
        Holds all of them: what does not stand in it is looked for in none.
    """
    told = {
        name: found
        for name, literals in _LITERALS.items()
        if (found := [literal for literal in literals if literal in document])
    }
    return " ".join(token for sentence in sentences for token in _tokens(sentence, told))


def _tokens(sentence: str, told: Mapping[str, Sequence[str]]) -> list[str]:
    tokens = []
    for name, literals in told.items():
        for literal in literals:
            if literal in sentence:
                if GROUNDS[name].search(sentence):
                    tokens.append(name)
                break
    if not tokens:
        return tokens
    for mark, pattern in _MARKS.items():
        if pattern.search(sentence):
            tokens += [f"{name}_{mark}" for name in tokens if "_" not in name or name in GROUNDS]
    return tokens


def names_ground(sentence: str) -> bool:
    """Whether a sentence may name the ground of a claim."""
    for literal in _HINT_LITERALS:
        if literal in sentence:
            return _HINT.search(sentence) is not None
    return False
