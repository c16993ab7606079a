import pytest

from features.grounds import GROUND_TOKENS, GROUNDS, ground_sequence, named_grounds, names_ground


@pytest.mark.parametrize(
    ("sentence", "tokens"),
    [
        (
            "The rule violates the Administrative Procedure Act, the groups argue.",
            {"apa", "apa_violated", "apa_argued"},
        ),
        ("The agency’s choice was arbitrary and capricious, the court held.", {"apa", "apa_ruled"}),
        ("It skipped notice-and-comment rulemaking.", {"apa"}),
        ("The ordinance infringes the First Amendment.", {"speech", "speech_violated"}),
        ("Viewpoint discrimination is what the complaint alleges.", {"speech", "rights", "speech_argued"}),
        ("The display offends the Establishment Clause.", {"religion"}),
        ("Parents say the policy denies them due process and equal protection.", {"due_process", "equality"}),
        ("The order violates the Fourteenth Amendment.", {"amendment", "amendment_violated"}),
        ("Only Congress holds the power of the purse.", {"powers", "statute"}),
        ("The map breaks the Voting Rights Act.", {"act", "rights"}),
        ("The complaint rests on Title IX.", {"title", "title_argued"}),
        ("The state constitution promises a sound education.", {"state_constitution", "constitution"}),
        ("The secretary exceeded her authority.", {"authority"}),
    ],
)
def test_grounds_are_named(sentence, tokens):
    assert tokens <= set(ground_sequence(sentence).split())


@pytest.mark.parametrize(
    "sentence",
    ["", "The town will hold a bake sale.", "Rain is forecast for Monday.", "An act of kindness made her day."],
)
def test_no_ground_no_tokens(sentence):
    assert ground_sequence(sentence) == ""


def test_what_a_ground_is_made_of_stands_wherever_its_pattern_matches():
    sentences = [
        *(
            "It ran afoul of the Administrative Procedure Act.",
            "APA claims, arbitrary and capricious",
            "under section 706",
        ),
        *(
            "a notice-and-comment period",
            "no reasoned explanation",
            "the First Amendment",
            "free-speech rights",
            "Free expression",
        ),
        *("freedom of the press", "Viewpoint rules", "compelled speech", "a prior restraint", "protected speech"),
        *("the Establishment Clause", "Free Exercise", "religious liberty", "freedom of religion", "free exercise"),
        *("separation of church and state", "due-process rights", "Equal protection", "the Take Care Clause"),
        *(
            "separation of powers",
            "power of the purse",
            "the 14th Amendment",
            "unconstitutional",
            "the state’s constitution",
        ),
        *(
            "the Ohio Constitution",
            "the Clean Air Act",
            "Title IX",
            "federal law",
            "a state statute",
            "Congress",
            "42 U.S.C. 1983",
        ),
        *(
            "civil rights",
            "voting-rights and Voting Rights",
            "Discriminated",
            "exceeds his power",
            "without clear authority",
        ),
    ]
    found = {name for sentence in sentences for name, pattern in GROUNDS.items() if pattern.search(sentence)}
    assert found == set(GROUNDS)
    for sentence in sentences:
        tokens = ground_sequence(sentence).split()
        wanted = [name for name, pattern in GROUNDS.items() if pattern.search(sentence)]
        assert [token for token in tokens if token in GROUNDS] == wanted and set(tokens) <= set(GROUND_TOKENS)


def test_grounds_of_a_document_are_those_of_its_sentences():
    sentences = [
        "The judge held that the ban violates the First Amendment.",
        "It rained.",
        "The Clean Air Act was argued.",
    ]
    wanted = " ".join(filter(None, map(ground_sequence, sentences)))
    assert named_grounds(sentences, " ".join(sentences)) == wanted


def test_a_hint_of_a_ground_is_found_by_any_of_its_words():
    assert names_ground("They argued.") and names_ground("An Act of state.") and names_ground("It violated nothing.")
    assert not names_ground("The actor read the subtitles.") and not names_ground("")
