"""Measure case facts on documents read by hand: `python -m models.facts_quality --data FILE...`.

The facts (`data/facts_checked.jsonl`) name documents by the digest of title and text. Those of the part `tuning` were
looked at while the rules were written; report the part `report`.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from data import Article, DataError, digest, normalise, read_rulings
from models.classifier import CHAMPION, load
from models.errors import ModelError
from models.linking import plain_docket
from models.proportion import proportion

CHECKED: Final = Path(__file__).parent.parent / "data" / "facts_checked.jsonl"
FACTS: Final = (
    "challenged_action",
    "case_name",
    "docket_number",
    "court",
    "judge",
    "decision_date",
    "citations",
)
_LEAST_OVERLAP: Final = 0.5
_HONOUR: Final = re.compile(r",?\s+(?:[JS]r\.?|II|III|IV)$")


class Checked(NamedTuple):
    """What a person read in a document.

    Attributes
    ----------
    id, digest, sample : str
    facts : mapping of str to list
        Of each fact that was looked for, its forms, or for `citations` all of them; empty where the document tells
        none. Challenged actions are `[start, end]` in the normalised title and text.
    also : mapping of str to list
        Values that are right but that no reader could be asked to find, such as a court that only its city tells.
    """

    id: str
    digest: str
    sample: str
    facts: Mapping[str, list[Any]]
    also: Mapping[str, list[Any]]

    @property
    def part(self) -> str:
        """`tuning` for three documents in five, else `report`."""
        return "tuning" if int(self.digest[:8], 16) % 5 < 3 else "report"

    @property
    def heading(self) -> str:
        """Part and sample."""
        return f"{self.part}: {self.sample}"


class Error(NamedTuple):
    """A fact given wrongly, or told and not given."""

    id: str
    fact: str
    given: str | None
    told: list[Any]


def read_checked(path: Path = CHECKED) -> list[Checked]:
    """The documents read by hand."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Checked(row["id"], row["digest"], row["sample"], row["facts"], row.get("also", {})) for row in rows]


def is_right(fact: str, given: str, known: Iterable[Any], text: str) -> bool:
    """Whether a fact as given is one of the known ones.

    Parameters
    ----------
    fact : str
        Case names may be shortened at the end of a party, docket numbers lack office and suffixes, judges are told
        by their last name; of a challenged action's words and those of a known one half are shared (F1).
    given : str
    known : iterable
        As in `Checked`.
    text : str
        Normalised title and text.
    """
    if fact == "challenged_action":
        return any(_overlap(given, text[start:end]) >= _LEAST_OVERLAP for start, end in known)
    if fact == "case_name":
        return any(_same_parties(given, name) for name in known)
    if fact == "docket_number":
        return given in known or any(plain_docket(given) == plain_docket(number) is not None for number in known)
    if fact == "judge":
        return _HONOUR.sub("", given).split()[-1].casefold() in {name.casefold() for name in known}
    return given in known


def score(row: Mapping[str, Any], checked: Checked, text: str) -> Iterator[tuple[str, str, Error | None]]:
    """Compare a prediction with what was read.

    Yields
    ------
    fact, count, error
        `given`, `right`, `told` and `found`, one for each that is to be counted.
    """
    for fact, told in checked.facts.items():
        given = [value for value in (row[fact] if fact == "citations" else [row[fact]]) if value]
        wanted = [[value] for value in told] if fact == "citations" else [told] if told else []
        for value in given:
            yield fact, "given", None
            right = is_right(fact, value, [*told, *checked.also.get(fact, [])], text)
            yield fact, "right", None if right else Error(checked.id, fact, value, told)
        for values in wanted:
            yield fact, "told", None
            found = any(is_right(fact, value, values, text) for value in given)
            yield fact, "found", None if found else Error(checked.id, fact, ", ".join(given) or None, values)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code: 0, or 1 if nothing could be measured."""
    parser = argparse.ArgumentParser(prog="python -m models.facts_quality", description=__doc__, allow_abbrev=False)
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="labelled rulings that hold the documents")
    parser.add_argument("--checked", type=Path, default=CHECKED, help="default: data/facts_checked.jsonl")
    parser.add_argument("--model", default=str(CHAMPION), help="model folder (default: the shipped champion)")
    parser.add_argument("--errors", action="store_true", help="name what was wrong or missed in the part for tuning")
    options = parser.parse_args(arguments)
    try:
        checked, records, model = read_checked(options.checked), read_rulings(*options.data), load(options.model)
    except (DataError, ModelError, OSError, ValueError) as error:
        print(f"models.facts_quality: {error}", file=sys.stderr)
        return 1
    texts = {digest(whole): (r, normalise(whole)) for r in records for whole in [f"{r['title'] or ''}\n{r['text']}"]}
    known = [each for each in checked if each.digest in texts]
    if skipped := len(checked) - len(known):
        print(
            f"models.facts_quality: {skipped} of {len(checked)} documents are skipped: no text of --data has their digest",
            file=sys.stderr,
        )
    if not known:
        return 1
    found = (texts[each.digest][0] for each in known)
    articles = [Article(record["id"], record["title"] or "", record["text"], date=record["date"]) for record in found]
    counts: Counter[tuple[str, str, str]] = Counter()
    for each, row in zip(known, model.predict(articles), strict=True):
        for fact, count, fault in score(row, each, texts[each.digest][1]):
            counts[each.heading, fact, count] += fault is None
            if fault and options.errors and each.part == "tuning":
                print(f"{'wrong' if count == 'right' else 'missed'}: {' | '.join(map(str, fault))}", file=sys.stderr)
    print(table(counts, Counter(each.heading for each in known)))
    return 0


def table(counts: Mapping[tuple[str, str, str], int], documents: Mapping[str, int]) -> str:
    """Precision and recall of each fact by part and sample, as Markdown, with Wilson's 95 % intervals."""
    lines = ["| documents | fact | precision | recall |", "| --- | --- | --- | --- |"]
    for sample in sorted(documents):
        for fact in FACTS:
            given, right, told, found = (counts.get((sample, fact, n), 0) for n in ("given", "right", "told", "found"))
            if given or told:
                cells = f"{proportion(right, given)} | {proportion(found, told)}"
                lines.append(f"| {sample}: {documents[sample]} | {fact} | {cells} |")
    return "\n".join(lines)


def _overlap(one: str, other: str) -> float:
    mine, theirs = (Counter(re.findall(r"\w+", normalise(text).casefold())) for text in (one, other))
    shared = (mine & theirs).total()
    return 2 * shared / max(mine.total() + theirs.total(), 1)


def _same_parties(one: str, other: str) -> bool:
    pairs = [re.split(r"\sv\.\s", normalise(name).casefold(), maxsplit=1) for name in (one, other)]
    if not all(len(parties) == 2 for parties in pairs):
        return normalise(one).casefold() == normalise(other).casefold()
    for mine, theirs in zip(*pairs, strict=True):
        words = [re.findall(r"\w+", party) for party in (mine, theirs)]
        short = min(words, key=len)
        if not short or max(words, key=len)[: len(short)] != short:
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
