import pytest

from features import ground_sequence


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
