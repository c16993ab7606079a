"""Ruling cues: a sentence as the sequence of the kinds of words that compose a ruling's polarity.

"The court refused to lift the order blocking the rule" reads `court refuse lift order block law`: n-grams of
that sequence carry the composed sign, whoever the parties are.
"""

import re

_WORD = re.compile(r"[a-z]+")
_KINDS = {
    "refuse": "decline declined declines declining refuse refused refuses refusing reject rejected rejecting rejects deny denied"
    " denies denying rebuff rebuffed rebuffs turned turns",
    "grant": "grant granted granting grants allow allowed allowing allows let lets permit permits permitted clear cleared clears"
    " agreed agrees approve approved approves",
    "block": "bar barred barring bars block blocked blocking blocks enjoin enjoined enjoining enjoins freeze freezes froze frozen"
    " halt halted halting halts pause paused pauses pausing prevent prevented stop stopped stopping stops suspend suspended"
    " suspends forbid forbids prohibits prohibited",
    "lift": "lift lifted lifting lifts dissolve dissolved dissolves unblock unblocked unblocks undo undid resume resumed",
    "reverse": "overrule overruled overturn overturned overturning overturns reverse reversed reverses reversing vacate vacated"
    " vacates vacating remand remanded",
    "affirm": "affirm affirmed affirming affirms uphold upheld upholding upholds keep keeps kept leave leaves left",
    "strike": "invalidate invalidated invalidates invalidating nullified strike strikes struck striking void voided",
    "dismiss": "dismiss dismissed dismisses dismissing dismissal toss tossed tosses threw throw throws thrown",
    "revive": "revive revived revives reinstate reinstated reinstates restore restored restores",
    "stay": "stay stayed staying stays hold",
    "order": "order ordered ordering orders injunction injunctions ruling decision judgment restraining",
    "request": "request requests motion bid petition application appeal effort attempt challenge plea",
    "suit": "lawsuit suit case complaint lawsuits",
    "law": "law ban rule policy statute act measure program plan restrictions requirement mandate regulation regulations limits",
    "unlawful": "unconstitutional unlawful illegal illegally violate violated violates violating arbitrary exceeded",
    "lawful": "constitutional lawful legal",
    "part": "part partially partly parts portions some narrowed narrows but while",
    "not": "not no never without cannot nor t",
    "plan": "will would could may might expected asks asked asking seek seeking seeks sought urges urged wants consider considers"
    " weigh weighs hear hears argue argued argues arguments hearing scheduled sue sued sues suing filed files filing",
    "court": "court courts judge judges justice justices circuit panel scotus magistrate",
    "against": "against",
    "favor": "favor sided sides win wins won victory",
    "loss": "lose loses lost blow setback defeat",
    "brief": "temporarily temporary emergency days",
}
CUES = {word: kind for kind, words in _KINDS.items() for word in words.split()}
"""Kind of each ruling word."""


def cue_sequence(sentence: str) -> str:
    """Kinds of the ruling words of a sentence, in order, parted by blanks; empty when it has none.

    Examples
    --------
    >>> cue_sequence("The court refused to lift the order blocking the rule")
    'court refuse lift order block law'
    """
    return " ".join(kind for word in _WORD.findall(sentence.lower()) if (kind := CUES.get(word)))
