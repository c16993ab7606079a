"""Text in, features out: sentences, ruling cues, named grounds, excerpts and the facts of a case."""

from features.cues import cue_sequence
from features.excerpt import excerpt
from features.facts import CaseFacts, case_facts
from features.grounds import ground_sequence
from features.overlap import word_containment, word_overlap
from features.sentences import Sentence, split_sentences
from features.tokens import MAX_PIECES, Encoded, encode, pad

__all__ = [
    "MAX_PIECES",
    "CaseFacts",
    "Encoded",
    "Sentence",
    "case_facts",
    "cue_sequence",
    "encode",
    "excerpt",
    "ground_sequence",
    "pad",
    "split_sentences",
    "word_containment",
    "word_overlap",
]
