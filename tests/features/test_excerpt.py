from features import excerpt, split_sentences


def test_deep_ruling_is_chosen_and_the_budget_holds():
    filler = "The town has a long main street with many old shops and a small park beside the river. "
    text = filler * 20 + "The judge granted the motion and blocked the law. " + filler * 5
    sentences = split_sentences(text)
    title, chosen = excerpt("A title", sentences, budget=80)
    assert title == "A title"
    assert any("granted the motion" in sentences[i].text for i in chosen)
    assert sum(len(sentences[i].text.split()) for i in chosen) <= 78
    assert chosen == sorted(chosen)


def test_no_sentences():
    assert excerpt("", []) == ("", [])
