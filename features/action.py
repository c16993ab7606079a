"""The law, rule, order or policy that a ruling is about, in the words of the document."""

import re

_VERB = re.compile(
    r"\b(?:(?:un)?block(?:s|ed|ing)?"
    r"|struck down|str(?:ikes?|iking) down|strikes|uph[eo]ld(?:s|ing)?|halt(?:s|ed|ing)?"
    r"|paus(?:es?|ed|ing)|invalidat(?:es?|ed|ing)|enjoin(?:s|ed|ing)?|suspend(?:s|ed|ing)?|overturn(?:s|ed|ing)?"
    r"|toss(?:es|ed|ing)?(?: out)?|revers(?:es|ed|ing)|reinstat(?:es?|ed|ing)|reviv(?:es?|ed|ing)|vacat(?:es?|ed|ing)"
    r"|thr(?:ew|ows|owing) out|reject(?:s|ed)"
    r"|challeng(?:es?|ed|ing)|(?:law)?suit over|challenges? to|enforcement of"
    r"|implementation of|set(?:s|ting)? aside|stop(?:s|ped|ping)?|put(?:s|ting)?|freez(?:es?|ing)|froze"
    r"|(?:from |cannot |can[’']t |could not |can )(?:enforc(?:e|ing)|implement(?:ing)?)"
    r"|allow(?:s|ed|ing)? (?:[\w.’'-]+ ){1,4}to (?:enforce|implement))"
    r"(?: (?:on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|temporarily|permanently|indefinitely|again|on hold"
    r"|a challenge to"
    r"|(?:much|most|all|key parts|parts?|portions) of|enforcement of|the enforcement of|implementation of))*\s+"
)
_HEADS = frozenset(
    """act ban bans cap caps cuts directive directives guidance guideline guidelines law laws limits mandate
    mandates map maps measure memo moratorium ordinance ordinances plan plans policies policy proclamation
    program programme programs provision provisions prohibition regulation regulations requirement
    requirements restriction restrictions rule rules statute statutes tariffs tariff freeze amendment
    initiative""".split()
)
_ORDERS = frozenset({"order", "orders"})
# "Order" alone is as often a court's.
_ORDER_GIVER = re.compile(
    r"\b(?:executive|stay-at-home|emergency|health"
    r"|(?:Trump|Biden|Obama|administration|president|governor|mayor)(?:[’']s?)?)\s"
)
_VAGUE = frozenset(
    """a an the his her its their this that these those some several any new controversial key state federal executive
    recent entire local major proposed similar such latest own most many certain two three other another
    first""".split()
)
_STOP = frozenset(
    """a about after against also although amid an and are as at be because been before being but by can could
    despite did do does during for from had has have he her his if in into is it its may might must not of on
    or over said saying says she should so than the their they through to under until was were when where
    which while who with without would court courts gag restraining judge judge's judge’s court's court’s ruling rulings
    injunction injunctions lawsuit lawsuits suit decision verdict bid effort efforts attempt attempts request
    motion appeal""".split()
)
_MODIFIER = frozenset(
    "on of requiring banning barring prohibiting restricting limiting allowing that for to governing".split()
)
# A modifier may end before these ...
_BOUNDARY = frozenset(
    "after although amid because before but despite during if saying ruling until when while pending finding".split()
)
# ... but is cut in the middle by these, and then left out.
_INSIDE = frozenset(
    """and as at by from he is it just hours days or she they that their was were where which who whose will with
    without would can could has have had under known""".split()
)
_PLAIN = frozenset({"on", "of", "for", "against"})
_IN_A = frozenset("a an another its his her".split())
_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_ENDING = '.,;:?!”")—'
_DOTTED = frozenset({"U.S.", "Gov.", "St.", "Sen.", "D.C.", "Rep.", "Gen."})
_WINDOW = 260
_MAX_WORDS = 10


def challenged_action(sentence: str) -> str | None:
    """The noun phrase naming what a ruling blocks, upholds or strikes down.

    Parameters
    ----------
    sentence : str
        The sentence that tells the ruling.

    Returns
    -------
    str or None
        Words of the sentence; None unless the object of a deciding verb is a phrase that
        names a law, rule, order or policy by more than its head ("the law" says nothing).
    """
    for match in _VERB.finditer(sentence):
        phrase = _phrase(sentence, match.end())
        if phrase is not None:
            return phrase
    return None


def _phrase(sentence: str, start: int) -> str | None:
    words = list(re.finditer(r"\S+", sentence[start : start + _WINDOW]))
    head = _head(words)
    if head is None:
        return None
    end = _modifier_end(words, head)
    named = any(word.group().lower() not in _VAGUE for word in words[:head])
    if end is None and not named:
        return None
    stop = start + (end or words[head].end())
    phrase = sentence[start:stop].rstrip(".,;:?!”\"’')— ").lstrip('“"‘')
    return f"{phrase}”" if phrase.count("“") > phrase.count("”") and f"{phrase}”" in sentence else phrase


def _head(words: list[re.Match[str]]) -> int | None:
    """Place of the noun that names the kind of action, the last one before the phrase breaks off."""
    head = None
    for place, match in enumerate(words[:_MAX_WORDS]):
        word = match.group()
        bare = word.rstrip('.,;:?!”"’)—').lower()
        if (place and bare in _STOP) or bare in _STOP - _VAGUE or bare == "that" or _DAY.match(word):
            break
        before = match.string[: match.start()]
        if bare in _HEADS or (bare in _ORDERS and _ORDER_GIVER.search(before)):
            head = place
        if word[-1] in _ENDING and word not in _DOTTED:
            break
    return head


def _modifier_end(words: list[re.Match[str]], head: int) -> int | None:
    """Where a modifier after the head ends ("on gifts", "that bans tents"); None if there is no whole, short one."""
    following = [word.group() for word in words[head + 1 : head + 3]]
    if words[head].group()[-1] in _ENDING or len(following) < 2 or following[0] not in _MODIFIER:
        return None
    if following[0] == "on" and (following[1].startswith("hold") or _DAY.match(following[1])):
        return None
    if following[0] == "that" and following[1] in _VAGUE:
        return None
    for place in range(head + 2, min(len(words), head + 2 + _MAX_WORDS)):
        word = words[place].group()
        after = words[place + 1].group() if place + 1 < len(words) else ""
        bare = word.rstrip(".,").lower()
        if (
            _DAY.match(word)
            or bare in _BOUNDARY
            or (bare == "from" and after.endswith("ing") and following[0] in _PLAIN)
            or (bare == "in" and after in _IN_A)
        ):
            whole = words[place - 1]
            return whole.end() if place > head + 2 and whole.group() not in _MODIFIER else None
        if bare in _INSIDE:
            return None
        if (word[-1] in _ENDING and word not in _DOTTED) or not after:
            return words[place].end()
    return None
