"""Label vocabulary, labelled rulings and splits of them, articles in, predictions out.

Importing it imports no library: what is heavy is imported where it is used.
"""

from data.also import also_write
from data.articles import Article, InputError, Problem
from data.cells import as_cell
from data.corpus import CORPUS, load_corpus
from data.early_columns import check_columns
from data.journal import JOURNAL_SUFFIX, Journal, open_journal
from data.label_corrections import corrected
from data.labels import CLAIMS, OUTCOMES, RELIEFS, SCOPES, TASKS, allowed_scopes, effect_of, label_problems
from data.leaks import guard
from data.near_duplicates import near_duplicate_groups, nearest_duplicates
from data.reading import read_articles
from data.review import open_review
from data.rulings import FIELDS, DataError, read_rulings, to_dataset
from data.splits import DateSplit, GroupStratifiedKFold, held_out
from data.strata import strata
from data.terminal import show
from data.text import digest, normalise
from data.tracker import TrackerRow, read_tracker
from data.whole_file import whole_file
from data.writing import (
    OUTPUT_FORMATS,
    PREDICTION_COLUMNS,
    ColumnError,
    PredictionWriter,
    check_output,
    open_writer,
)

__all__ = [
    "CLAIMS",
    "CORPUS",
    "FIELDS",
    "JOURNAL_SUFFIX",
    "OUTCOMES",
    "OUTPUT_FORMATS",
    "PREDICTION_COLUMNS",
    "RELIEFS",
    "SCOPES",
    "TASKS",
    "Article",
    "ColumnError",
    "DataError",
    "DateSplit",
    "GroupStratifiedKFold",
    "InputError",
    "Journal",
    "PredictionWriter",
    "Problem",
    "TrackerRow",
    "allowed_scopes",
    "also_write",
    "as_cell",
    "check_columns",
    "check_output",
    "corrected",
    "digest",
    "effect_of",
    "guard",
    "held_out",
    "label_problems",
    "load_corpus",
    "near_duplicate_groups",
    "nearest_duplicates",
    "normalise",
    "open_journal",
    "open_review",
    "open_writer",
    "read_articles",
    "read_rulings",
    "read_tracker",
    "show",
    "strata",
    "to_dataset",
    "whole_file",
]
