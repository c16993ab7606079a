"""Text in, features out: sentences, ruling cues, named grounds, excerpts and the facts of a case."""

from features.actor import acting_level
from features.courts import named_court
from features.cues import CUES, cue_sequence
from features.excerpt import excerpt
from features.facts import CaseFacts, case_facts
from features.grounds import GROUND_TOKENS, named_grounds, names_ground
from features.overlap import word_containment, word_overlap
from features.quotation import quotation
from features.rarity import lead, rare_words
from features.sentences import Sentence, iter_sentences, split_sentences
from features.shingles import containment, resemblance, sketch
from features.tokens import MAX_PIECES, Encoded, encode, pad
from features.unlike import unlike

__all__ = [
    "CUES",
    "GROUND_TOKENS",
    "MAX_PIECES",
    "CaseFacts",
    "Encoded",
    "Sentence",
    "acting_level",
    "case_facts",
    "containment",
    "cue_sequence",
    "encode",
    "excerpt",
    "iter_sentences",
    "lead",
    "named_court",
    "named_grounds",
    "names_ground",
    "pad",
    "quotation",
    "rare_words",
    "resemblance",
    "sketch",
    "split_sentences",
    "unlike",
    "word_containment",
    "word_overlap",
]
