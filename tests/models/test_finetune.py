"""Needs the `encoder` extra; the base is a random network of two layers."""

import json
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="needs the encoder extra")
transformers = pytest.importorskip("transformers", reason="needs the encoder extra")
pytest.importorskip("onnx", reason="needs the encoder extra")

import numpy as np  # noqa: E402
from tokenizers import Tokenizer  # noqa: E402

from features import encode, pad  # noqa: E402
from models import Encoder  # noqa: E402
from models.export import export, pruned_vocabulary  # noqa: E402
from models.finetune import batches, main, train  # noqa: E402
from models.network import RulingEncoder  # noqa: E402
from models.pieces import read_document  # noqa: E402

WORDS = "the judge court blocked denied granted law order a motion on monday said state appeals hearing ruling".split()


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    folder = tmp_path_factory.mktemp("base")
    letters = [chr(c) for c in range(97, 123)]
    pieces = ["<s>", "<pad>", "</s>", "[UNK]", *letters, *(f"##{c}" for c in letters), ".", ",", *WORDS]
    vocabulary = {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
    special = [
        {
            "id": i,
            "special": True,
            "content": piece,
            "single_word": False,
            "lstrip": False,
            "rstrip": False,
            "normalized": False,
        }
        for i, piece in enumerate(pieces[:4])
    ]
    tokenizer = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": special,
        "normalizer": {
            "type": "BertNormalizer",
            "clean_text": True,
            "handle_chinese_chars": True,
            "strip_accents": None,
            "lowercase": True,
        },
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": None,
        "decoder": None,
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": vocabulary,
        },
    }
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    torch.manual_seed(0)
    config = transformers.MPNetConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        pad_token_id=1,
        bos_token_id=0,
        eos_token_id=2,
    )
    transformers.MPNetModel(config).save_pretrained(folder)
    return folder


@pytest.fixture
def some(rulings):
    return rulings[:48]


def weights(folder, epoch):
    return torch.load(folder / f"epoch{epoch}.pt", weights_only=True)


def test_interrupted_run_goes_on_where_it_was(base, some, tmp_path):
    settings: dict[str, Any] = {"rate": 1e-3, "frozen_layers": 1, "seed": 0}
    train(str(base), some, tmp_path / "whole", epochs=2, **settings)
    train(str(base), some, tmp_path / "cut", epochs=2, stop_after=1, **settings)
    assert not (tmp_path / "cut" / "epoch2.pt").exists()
    train(str(base), some, tmp_path / "cut", epochs=2, **settings)
    whole, cut = weights(tmp_path / "whole", 2), weights(tmp_path / "cut", 2)
    assert all(torch.equal(whole[name], cut[name]) for name in whole)
    frozen = [name for name in whole if name.startswith(("body.embeddings", "body.encoder.layer.0."))]
    before = transformers.AutoModel.from_pretrained(base).state_dict()
    assert frozen and all(torch.equal(whole[name], before[name.removeprefix("body.")]) for name in frozen)
    assert not torch.equal(weights(tmp_path / "cut", 1)["heads.outcome.weight"], cut["heads.outcome.weight"])
    assert [json.loads(line)["epoch"] for line in (tmp_path / "cut" / "log.jsonl").read_text().splitlines()] == [1, 2]


def test_training_learns_its_few_documents(base, some, tmp_path):
    train(str(base), some, tmp_path, epochs=40, rate=5e-3, frozen_layers=0, seed=0)
    losses = [json.loads(line)["loss"] for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert losses[-1] < 0.9 * losses[0]


def test_kept_states_of_frozen_layers_change_nothing(base):
    model = RulingEncoder(transformers.AutoModel.from_pretrained(base), frozen_layers=1).eval()
    ids = torch.randint(4, 60, (3, 20))
    mask = torch.ones_like(ids)
    mask[1, 12:] = 0
    pieces = ids % 4
    with torch.no_grad():
        one = model(ids, mask, pieces)
        other = model.read(model.above(model.below(ids, mask), mask), mask, pieces)
    for first, second in zip(one, other, strict=True):
        torch.testing.assert_close(first, second)


def test_batches_hold_each_document_once():
    import random

    lengths = [5 + i % 40 for i in range(100)]
    found = list(batches(lengths, random.Random(0)))
    assert sorted(i for batch in found for i in batch) == list(range(100))
    assert max(map(len, found)) == 16


def test_export_says_what_the_network_says(base, rulings, tmp_path):
    torch.manual_seed(1)
    model = RulingEncoder(transformers.AutoModel.from_pretrained(base)).eval()
    tokenizer = json.loads((base / "tokenizer.json").read_text())
    texts = [r["text"] for r in rulings]
    documents = [read_document(r["title"], r["text"]) for r in rulings[:6]]
    pieces = Tokenizer.from_str(json.dumps(tokenizer))
    arrays = pad([encode(pieces, d.title, d.pieces[1:]) for d in documents], pieces)
    with torch.no_grad():
        wanted = model(*map(torch.from_numpy, arrays))[0].softmax(-1).numpy()
    export(model, tokenizer, texts, tmp_path / "fine", fineness=30.0)
    found = Encoder.from_folder(tmp_path / "fine").probabilities(documents)
    np.testing.assert_allclose(found["outcome"], wanted, atol=0.01)
    assert (tmp_path / "fine" / "encoder.onnx.gz").stat().st_size < 200_000


def test_pruned_vocabulary_spells_out_what_it_dropped(base):
    tokenizer = json.loads((base / "tokenizer.json").read_text())
    slim, kept = pruned_vocabulary(tokenizer, ["the judge blocked the law"] * 5)
    whole, small = Tokenizer.from_str(json.dumps(tokenizer)), Tokenizer.from_str(json.dumps(slim))
    pieces = tokenizer["model"]["vocab"]
    names = {number: piece for piece, number in pieces.items()}
    text = "the judge blocked the law"
    assert [names[kept[i]] for i in small.encode(text).ids] == [names[i] for i in whole.encode(text).ids]
    assert "".join(small.encode("hearing").tokens).replace("##", "") == "hearing"
    assert len(small.encode("hearing").ids) > len(whole.encode("hearing").ids) == 1
    assert [slim["model"]["vocab"][special] for special in ("<s>", "<pad>", "</s>", "[UNK]")] == [0, 1, 2, 3]


def test_command_leaves_the_held_out_documents_out(base, published, tmp_path):
    from data import held_out

    path = tmp_path / "data.jsonl"
    few = published[:40]
    path.write_text("\n".join(json.dumps(record) for record in few) + "\n", encoding="utf-8")
    main(
        [
            "--base",
            str(base),
            "--data",
            str(path),
            "--out",
            str(tmp_path / "out"),
            "--epochs",
            "1",
            "--frozen-layers",
            "1",
        ]
    )
    (line,) = (tmp_path / "out" / "log.jsonl").read_text().splitlines()
    assert any(map(held_out, few))
    assert json.loads(line)["batch"] == -(-sum(not held_out(record) for record in few) // 16)
