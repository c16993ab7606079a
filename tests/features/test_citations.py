from time import perf_counter

import pytest

from features.citations import case_line, case_name, docket_number, find_citations
from features.sentences import split_sentences


def name_of(text, date="2025-03-05"):
    sentences = split_sentences(text)
    return case_name("", text, case_line(text, sentences), sentences, date)


def docket_of(text):
    return docket_number(text, case_line(text, split_sentences(text)))


@pytest.mark.parametrize(
    ("text", "citations"),
    [
        ("The case is Doe v. Roe, 2025 BL 99871, D. Or.", ["2025 BL 99871"]),
        ("See 2024 WL 4455 and 2023 U.S. Dist. LEXIS 777.", ["2024 WL 4455", "2023 U.S. Dist. LEXIS 777"]),
        ("The panel cited 598 U.S. 651 (2023) and 12 F.4th 345.", ["598 U.S. 651", "12 F.4th 345"]),
        ("It cited 598 U.S. 651 once and 598 U.S. 651 twice.", ["598 U.S. 651"]),
        ("Suits under 42 U.S.C. § 1983 are common.", []),
        ("On Jan. 5 Ill. 10 counties closed.", []),
        ("About 20 U.S. cities and 45 towns sued in 2024.", []),
        ("", []),
    ],
)
def test_find_citations(text, citations):
    assert find_citations(text) == citations


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The case is Heron Defs. Law Ctr. v. Quill, 2025 BL 1, D. Or.", "Heron Defs. Law Ctr. v. Quill"),
        ("In Able Farms, LLC v. Baker Bros., Inc., the judge ruled for Able.", "Able Farms, LLC v. Baker Bros., Inc."),
        ("A judge sided with Able in Able v. Department of Health and Human Services on Monday.",
         "Able v. Department of Health and Human Services"),
        ("The court ruled in Able et al. v. Baker that fees stay.", "Able et al. v. Baker"),
        ("The case, known as 404 Studios v. Elm, began in May.", "404 Studios v. Elm"),
        ("The court decided *Able v. Baker* today.", "Able v. Baker"),
        ("The judge ruled in Able v Baker today.", "Able v. Baker"),
        ("The judge ruled in Able v. Baker’s favour in Able v. Baker.", "Able v. Baker"),
        ("The case is Able v. Baker, No. 1. An earlier one was Cole v. Dunn.", "Able v. Baker"),
        ("The long-running case is Able v. Baker. It cited Cole v. Dunn.", "Able v. Baker"),
        ("Friday’s unanimous ruling in Able v. Baker ended it. It cited Cole v. Dunn.", "Able v. Baker"),
        ("The judge ruled in Local 7 v. Baker that pickets may stay.", "Local 7 v. Baker"),
        ("The ruling in Able v. Baker differs from Cole v. Dunn.", None),
        ("The order lasts until the outcome of Able v. Baker is known.", None),
        ("The judge restated her holding in Able v. Baker.", None),
        ("The judge cited Able v. Baker (1999).", None),
        ("The law was written after the court decided Roe v. Wade.", None),
        ("The judge followed the landmark Able v. Baker.", None),
        ("It was the Hawks vs. Bulls all over again.", None),
        ("The case was put on hold.", None),
    ],
)  # fmt: skip
def test_case_name(text, name):
    assert name_of(text) == name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Able Farms v. Department of Ferries", "Able Farms v. Department of Ferries"),
        ("Able v. Baker (W.D.N.Y.)", "Able v. Baker"),
        ("Roe v. Wade", None),
        ("Able v. Baker: What the Ruling Means", None),
        ("Able v. Baker, and what it means", None),
        ("Judges Split Over Able v. baker", None),
        ("Able v. Baker v. Cole", None),
        ("Kites", None),
    ],
)
def test_a_title_that_is_a_case_s_name(title, name):
    assert case_name(title, "The fee was blocked.", None, (), "2025-03-05") == name


def test_case_name_needs_to_stand_near_the_ruling():
    text = "A judge blocked the rule. Much later someone wrote of Able v. Baker too."
    sentences = split_sentences(text)
    assert case_name("", text, None, sentences[:1], None) is None
    assert case_name("", text, None, sentences, None) == "Able v. Baker"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The case is Able v. Baker, D. Or., No. 3:25-cv-01234-ABC, 3/4/25.", "3:25-cv-01234-ABC"),
        ("The case is Able v. Baker, No. 24-1234. The appeal of Cole v. Dunn is No. 24-999.", "24-1234"),
        ("Court papers bear Case No. 24-1234.", "24-1234"),
        ("The matter is Able v. Baker (24-321).", "24-321"),
        ("The justices acted in Able v. Baker, 24A684.", "24A684"),
        ("The numbers are 3:25-cv-01234 and 3:25-cv-04321.", None),
        ("The order came in light of Able v. Baker, No. 3:25-cv-01234.", None),
        ("Ages (24-32) were counted, 11-12, in all.", None),
    ],
)
def test_docket_number(text, number):
    assert docket_of(text) == number


@pytest.mark.parametrize(
    "piece",
    ["A v. ", "The case is A ", "1 U. ", "No. 24-12 ", "Able and ", "The case, ", "v v. v ", "1 A1 A", "1:25-cv-"],
)
def test_time_grows_in_step_with_length(piece):
    def seconds(times):
        text = piece * times
        sentences = split_sentences(text[:200])
        start = perf_counter()
        name = case_name("", text, None, sentences, None)
        docket_number(text, case_line(text, sentences))
        for_names = perf_counter() - start
        assert name is None or len(name) < 400
        return for_names

    def least(times):
        return min(seconds(times) for _ in range(3))  # another process may have had the core meanwhile

    seconds(10)
    assert least(16_000) < 30 * least(2_000) + 0.05
