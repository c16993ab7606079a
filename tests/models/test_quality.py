from models.quality import quality_page


def test_page_tells_every_candidate_class_and_slice(rulings):
    right = [
        {
            **r,
            "outcome_probability": 0.9,
            "claims_probabilities": dict.fromkeys(("apa", "first_amendment", "statutory", "constitutional_other"), 0.5),
            "needs_review": False,
        }
        for r in rulings
    ]
    wrong = [
        {**r, "outcome": "none", "relief": "none", "claims": [], "scope": "unstated", "evidence": None} for r in right
    ]
    page = quality_page(rulings, {"guess": wrong, "oracle": right})
    rows = {line.split("|")[1].strip(): line for line in page.splitlines() if line}
    assert "1.000 [1.000, 1.000]" in rows["outcome_macro_f1"]
    assert rows["all_four_rulings"].count("0.000 [0.000, 0.000]") == 1
    assert "+1.000 [+1.000, +1.000]" in rows["all_four_rulings"]
    assert rows["outcome: mixed"].endswith("| 0.000 | 1.000 |")
    assert int(rows["claims: apa"].split("|")[2]) == sum("apa" in r["claims"] for r in rulings)
    assert "undated" in rows or "from_2025" in rows
