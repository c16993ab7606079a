import pytest
from hypothesis import given
from hypothesis import strategies as st

from features import MAX_PIECES, encode, pad, split_sentences
from features.tokens import MAX_TOKENS

tokenizers = pytest.importorskip("tokenizers")


@pytest.fixture(scope="module")
def tokenizer():
    words = "<s> <pad> </s> [UNK] . judge a the blocks blocked law on monday hearing".split()
    model = tokenizers.models.WordPiece({w: i for i, w in enumerate(words)}, unk_token="[UNK]")
    found = tokenizers.Tokenizer(model)
    found.normalizer = tokenizers.normalizers.Lowercase()
    found.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    return found


def test_tokens_know_their_piece(tokenizer):
    sentences = split_sentences("The judge blocked the law on Monday. A hearing.")
    encoded = encode(tokenizer, "Judge blocks law", sentences)
    start, end = tokenizer.token_to_id("<s>"), tokenizer.token_to_id("</s>")
    assert encoded.ids[0] == start and encoded.ids[-1] == end
    assert encoded.pieces[:5] == [0, 1, 1, 1, 0]
    assert encoded.chosen == [0, 1]
    assert set(encoded.pieces) == {0, 1, 2, 3}


def test_padding_is_masked(tokenizer):
    short = encode(tokenizer, "", split_sentences("A law."))
    long = encode(tokenizer, "Judge blocks law", split_sentences("The judge blocked the law on Monday."))
    ids, mask, pieces = pad([short, long], tokenizer)
    assert ids.shape == mask.shape == pieces.shape == (2, len(long.ids))
    assert mask.sum(axis=1).tolist() == [len(short.ids), len(long.ids)]
    assert set(ids[0, len(short.ids) :]) == {tokenizer.token_to_id("<pad>")}
    assert not pieces[0, len(short.ids) :].any()


@given(title=st.text(max_size=300), text=st.text(max_size=3000))
def test_any_text_stays_within_bounds(title, text):
    words = ["<s>", "<pad>", "</s>", "[UNK]", "a"]
    model = tokenizers.models.WordPiece({w: i for i, w in enumerate(words)}, unk_token="[UNK]")
    tokenizer = tokenizers.Tokenizer(model)
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    encoded = encode(tokenizer, title, split_sentences(text))
    assert len(encoded.ids) == len(encoded.pieces) <= MAX_TOKENS
    assert max(encoded.pieces) < MAX_PIECES
    assert len(encoded.chosen) <= MAX_PIECES - 2
