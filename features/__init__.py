"""Text in, features out: sentences, ruling cues, excerpts and the facts of a case."""

from features.cues import cue_sequence
from features.excerpt import excerpt
from features.facts import CaseFacts, case_facts
from features.overlap import word_containment, word_overlap
from features.sentences import Sentence, split_sentences

__all__ = [
    "CaseFacts",
    "Sentence",
    "case_facts",
    "cue_sequence",
    "excerpt",
    "split_sentences",
    "word_containment",
    "word_overlap",
]
