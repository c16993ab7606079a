"""Facts of the case that a news document tells: an empty value rather than a guess."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from features.action import challenged_action
from features.citations import case_line, case_name, docket_number, find_citations
from features.courts import ruling_court
from features.dates import line_date, names_day, ruling_day, sentence_date
from features.sentences import Sentence

_LEAD = 4
_AFTER = 3
_NAME = (
    r"(?:[A-Z]\.)*[A-Z][\w’'-]*\.?(?: (?:[JS]r\.|[A-Z]\.|(?:[a-z]{1,3}|[a-z]’)?[A-Z][\w’'-]+"
    r"|(?:(?:de|la|del|van|von|der) ){1,2}[A-Z][\w’'-]+)){0,5}"
    r"(?:, (?:[JS]r\.|III?\b|IV\b))?"
)
_JUDGE = re.compile(rf"\b[Jj]udge (?P<name>{_NAME})")
_NOT_NAME = re.compile(
    r"\s(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|September|October"
    r"|November|December|In|On|The|Who|Has|Said|Says|Rules?|Ruled|Blocks?|Orders?|Grants?|Denies|Tells|To|For|Of|A(?!\.)|An"
    r"|And|MORE|Advertisement)\b.*$",
    re.DOTALL,
)
# Said of a judge other than the one who rules: a nominee, or one whose order is reviewed.
_OTHER_JUDGE = re.compile(
    r"(?:nominee|nominat\w+|confirm\w*|former|retired|appeal\w*|another|different|earlier|previous\w*|second|separate\w*"
    r"|overturn\w*|overrul\w*|revers\w+|lift\w*|vacat\w+|last (?:week|month|year)|clerk\w* for|then-?)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_COLLEGE = re.compile(
    r"Supreme Court|\bjustices\b|\b[Hh]igh [Cc]ourt|\b[Aa]ppeals? (?:[Cc]ourt|panel|judges)|[Aa]ppellate"
    r"|Circuit\b(?! Judge)"
    r"|[Cc]ourt of [Aa]ppeals?|\bpanel\b"
)


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What a document tells of its case; None where it does not.

    Attributes
    ----------
    case_name, docket_number : str or None
        As written: "Doe v. Roe", "2:24-cv-01234".
    court : str or None
        Id of courts-db, such as ``cacd``.
    judge : str or None
        The name as written, without title.
    decision_date : str or None
        ISO day.
    citations : list of str
        Citations of court decisions, as written.
    challenged_action : str or None
        Words of the text that name the law, rule, order or policy.
    """

    case_name: str | None = None
    docket_number: str | None = None
    court: str | None = None
    judge: str | None = None
    decision_date: str | None = None
    citations: list[str] = field(default_factory=list)
    challenged_action: str | None = None


def case_facts(
    title: str, text: str, sentences: Sequence[Sentence], date: str | None, evidence: Sentence | None
) -> CaseFacts:
    """Read the facts of the case that a document is about.

    Parameters
    ----------
    title, text : str
        The document.
    sentences : sequence of Sentence
        All sentences of `text`, in order.
    date : str or None
        ISO day of the document, from which "on Wednesday" counts back.
    evidence : Sentence or None
        The sentence that tells the ruling (the title has negative offsets); None if the document reports no
        ruling, which then has neither date, judge nor challenged action.

    Returns
    -------
    CaseFacts
        Each value only where one is told without doubt.
    """
    line = case_line(text, sentences)
    told = line.text if line else None
    ruling = evidence.text if evidence else None
    near = _neighbours(sentences, evidence)
    lead = "\n".join([title, *(s.text for s in sentences[:_LEAD]), *(s.text for s in near)])
    return CaseFacts(
        case_name=case_name(title, text, line, [*sentences[:_LEAD], *near, *([evidence] if evidence else [])], date),
        docket_number=docket_number(text, line),
        court=ruling_court(ruling, told, lead, f"{title}\n{text}"),
        judge=_judge(title, sentences, near, ruling) if ruling else None,
        decision_date=_decision_date(told, ruling, [title, *(s.text for s in (*sentences[:_LEAD], *near))], date),
        citations=find_citations(text),
        challenged_action=challenged_action(ruling, title) if ruling else None,
    )


def _decision_date(line: str | None, ruling: str | None, beside: Sequence[str], date: str | None) -> str | None:
    if line and (told := line_date(line)):
        return told
    if ruling is None:
        return None
    if told := sentence_date(ruling, date):
        return told
    if names_day(ruling):
        return None
    reviews = _COLLEGE.search(ruling) is not None
    return ruling_day((s for s in beside if not (reviews and "udge" in s)), date)


def _neighbours(sentences: Sequence[Sentence], evidence: Sentence | None) -> Sequence[Sentence]:
    """The sentences after the evidence (the first ones if it is the title)."""
    if evidence is None:
        return ()
    if evidence.start < 0:
        return sentences[:_AFTER]
    at = next((i for i, s in enumerate(sentences) if s.start <= evidence.start < s.end), len(sentences))
    return sentences[at + 1 : at + 1 + _AFTER]


def _judge(title: str, sentences: Sequence[Sentence], near: Sequence[Sentence], ruling: str) -> str | None:
    """The trial judge who ruled. Of a panel, one judge's name would say too much."""
    if _COLLEGE.search(ruling) or ("udge" not in ruling and _COLLEGE.search(title)):
        return None
    everywhere: dict[str, str] = {}
    for sentence in sentences:
        for name in _judges(sentence.text):
            everywhere[_last(name)] = max(name, everywhere.get(_last(name), ""), key=len)
    told = {_last(name) for name in _judges(ruling)}
    told = told or (
        set(everywhere) if len(everywhere) == 1 else {_last(name) for s in near for name in _judges(s.text)}
    )
    return everywhere.get(told.pop()) if len(told) == 1 else None


def _judges(sentence: str) -> list[str]:
    if "udge" not in sentence:
        return []
    found = []
    for match in _JUDGE.finditer(sentence):
        name = re.sub(r"[’']s?$", "", _NOT_NAME.sub("", match["name"]))
        if not _OTHER_JUDGE.search(sentence[max(0, match.start() - 80) : match.start()]) and not _NOT_NAME.match(
            " " + name
        ):
            found.append(name.rstrip(".") if not name.endswith(("Jr.", "Sr.")) else name)
    return found


def _last(name: str) -> str:
    return re.sub(r",? (?:Jr\.|Sr\.|III?|IV)$", "", name).split()[-1].lower()
