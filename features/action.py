"""The law, rule, order or policy that a ruling is about, in the words of the document."""

import re
from collections.abc import Iterable

from features.action_phrase import Phrase, action_phrase

_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PART_OF = (
    r"(?:(?:[\w-]+ of )?(?:the |a )?(?:[\w-]+ )?(?:provisions?|parts?|portions?|sections?|most|much|some|all) of )?"
)
_VERB = re.compile(
    r"\b(?:(?:un)?block(?:s|ed|ing)?"
    r"|struck down|str(?:ikes?|iking) down|strikes|uph[eo]ld(?:s|ing)?|halt(?:s|ed|ing)?"
    r"|paus(?:es?|ed|ing)|invalidat(?:es?|ed|ing)|enjoin(?:s|ed|ing)?|suspend(?:s|ed|ing)?|overturn(?:s|ed|ing)?"
    r"|toss(?:es|ed|ing)?(?: out)?|revers(?:es|ed|ing)|reinstat(?:es?|ed|ing)|reviv(?:es?|ed|ing)|vacat(?:es?|ed|ing)"
    r"|thr(?:ew|ows|owing) out|reject(?:s|ed)|postpon(?:es?|ed|ing)|nix(?:es|ed)|wip(?:es?|ed|ing) away"
    r"|rul(?:ed|es) against|clear(?:s|ed|ing)? the way for|injunction (?:against|on)|greenlights?"
    r"|challeng(?:es?|ed|ing)|(?:law)?suit over|challenges? to|enforcement of"
    r"|implementation of|set(?:s|ting)? aside|stop(?:s|ped|ping)?|put(?:s|ting)?(?=.{1,120}\bon (?:hold|pause|ice)\b)|freez(?:es?|ing)|froze"
    r"|(?:from |cannot |can[’']t |could not |can )(?:enforc(?:e|ing)|implement(?:ing)?|us(?:e|ing)|apply(?:ing)?|carry(?:ing)? out)"
    r"|allow(?:s|ed|ing)? (?:[\w.’'-]+ ){1,4}to (?:enforce|implement))"
    rf"(?: (?:on {_WEEKDAY}|temporarily|permanently|indefinitely|again|on hold"
    r"|a challenge to|(?:much|most|all|some|key parts|parts?|portions|(?:a )?key (?:portion|part|provision)s?) of"
    r"|enforcement of|the enforcement of|implementation of))*\s+",
    re.IGNORECASE,
)
# A judgement on the subject of the clause that follows ...
_FOUND = re.compile(
    rf"\b(?:rul(?:es?|ed|ing)|h(?:eld|olds?)|f(?:ound|inds?|inding)|conclud(?:es?|ed)|declar(?:es?|ed|ing)|said|agreed|judgment)"
    rf"(?: (?:on )?{_WEEKDAY})?(?: with (?:[\w’'-]+ ){{1,4}}?(?=that\b))?(?:\s*\bthat)?\s+{_PART_OF}",
    re.IGNORECASE,
)
# ... which is one if this follows its subject; "—" may stand around an aside.
_JUDGED = re.compile(
    r"[”\"]?(?:\s+[—–-]+ [^—–]{3,80} [—–-]+|, [^,]{3,60},)?\s+(?:(?:is|was|are|were|be|has been|likely|probably|both)\s+){0,2}"
    r"(?:unconstitutional|(?:un|il)law?ful|illegal|lawful|invalid|constitutional|void|preempted|pre-empted|unlawful|valid"
    r"|overturned|struck|blocked|upheld|ruled|halted|suspended|vacated|invalidated|reinstated|tossed|postponed|paused|nixed|held"
    r"|put on hold|on hold|violate[sd]?|cannot|can[’']t|discriminate[sd]?|conflict(?:s|ed)|exceed(?:s|ed)|took an?\b)",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?:[A-Z][A-Za-z.’' -]{2,30}(?:, [A-Z][\w. ]{1,12})?(?: \(\w+\))? ?[—–-]+ |[A-Z][\w. ]{2,25}: )?"
)


def challenged_action(sentence: str, title: str = "") -> str | None:
    """The noun phrase naming what a ruling blocks, upholds or strikes down.

    Parameters
    ----------
    sentence : str
        The sentence that tells the ruling.
    title : str, default ''
        Of the document; it is read where the sentence tells none.

    Returns
    -------
    str or None
        Words of the sentence or of the title; None unless the object of a deciding verb, or what is judged unlawful,
        blocked or upheld, is a phrase that names a law, rule, order or policy by more than its head ("the law" says
        nothing) and whose it is.
    """
    for told in (sentence, title):
        for phrase in _candidates(told):
            return phrase.text
    return None


def _candidates(sentence: str) -> Iterable[Phrase]:
    opening = _DATELINE.match(sentence)
    start = opening.end() if opening else 0
    if (subject := action_phrase(sentence, start)) and _JUDGED.match(sentence, subject.end):
        yield subject
    for match in _VERB.finditer(sentence):
        if phrase := action_phrase(sentence, match.end()):
            yield phrase
    for match in _FOUND.finditer(sentence):
        if (phrase := action_phrase(sentence, match.end())) and _JUDGED.match(sentence, phrase.end):
            yield phrase
