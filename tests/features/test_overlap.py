from features import word_containment, word_overlap


def test_shares():
    assert word_overlap("the rule stands", "the rule stands today") == 0.75
    assert word_containment("the rule", "the rule stands") == 1.0
    assert word_overlap("", "") == word_containment("", "x") == 0.0
