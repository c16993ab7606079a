"""Label vocabulary, labelled rulings and splits of them, articles in, predictions out.

Importing it imports no library: what is heavy is imported where it is used.
"""

from data.also import also_write
from data.articles import Article, InputError, Problem
from data.cells import as_cell
from data.columns import Columns
from data.corpus import CORPUS, load_corpus
from data.early_columns import check_columns
from data.journal import JOURNAL_SUFFIX, Journal, open_journal
from data.label_corrections import corrected
from data.labels import CLAIMS, OUTCOMES, RELIEFS, SCOPES, TASKS, allowed_scopes, effect_of, label_problems
from data.leaks import guard
from data.near_duplicates import near_duplicate_groups, nearest_duplicates
from data.parquet_parts import Part, find_parts, read_part
from data.part_tables import check_part_columns, joined, kinds_of, write_part
from data.reading import read_articles
from data.review import open_review
from data.rulings import FIELDS, DataError, read_rulings, to_dataset
from data.splits import DateSplit, GroupStratifiedKFold, held_out
from data.strata import strata
from data.terminal import show
from data.text import digest, normalise
from data.tracker import TrackerRow, read_tracker
from data.unfinished import Unfinished, is_unfinished, open_unfinished
from data.unique_ids import UniqueIds
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
    "Columns",
    "DataError",
    "DateSplit",
    "GroupStratifiedKFold",
    "InputError",
    "Journal",
    "Part",
    "PredictionWriter",
    "Problem",
    "TrackerRow",
    "Unfinished",
    "UniqueIds",
    "allowed_scopes",
    "also_write",
    "as_cell",
    "check_columns",
    "check_output",
    "check_part_columns",
    "corrected",
    "digest",
    "effect_of",
    "find_parts",
    "guard",
    "held_out",
    "is_unfinished",
    "joined",
    "kinds_of",
    "label_problems",
    "load_corpus",
    "near_duplicate_groups",
    "nearest_duplicates",
    "normalise",
    "open_journal",
    "open_review",
    "open_unfinished",
    "open_writer",
    "read_articles",
    "read_part",
    "read_rulings",
    "read_tracker",
    "show",
    "strata",
    "to_dataset",
    "whole_file",
    "write_part",
]
