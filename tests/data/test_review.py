import json
from xml.etree import ElementTree

from data import TASKS
from data.label_studio import task_of
from data.review import labelling_configuration, open_review
from tests.data.reported import pair


def write(path, *pairs):
    with open_review(str(path)) as queue:
        for article, row in pairs:
            queue.write(article, row)
    return json.loads(path.read_text("utf-8"))


def test_only_what_needs_a_person_is_queued(tmp_path):
    pairs = [pair(name, "t", "It \ud800 stands.", needs_review=name != "b") for name in "abc"]
    tasks = write(tmp_path / "queue.json", *pairs)
    assert [task["data"]["id"] for task in tasks] == ["a", "c"]
    ids = [result["id"] for task in tasks for result in task["predictions"][0]["result"]]
    assert len(ids) == len(set(ids)) == 8
    assert {path.name for path in tmp_path.iterdir()} == {"queue.json", "queue.xml"}


def test_an_empty_queue_is_an_empty_array(tmp_path):
    assert write(tmp_path / "queue.json") == []


def test_the_configuration_names_what_tasks_use():
    view = ElementTree.fromstring(labelling_configuration())
    names = {each.get("name"): each for each in view if each.get("name")}
    made = task_of(*pair("a", "t", "It stands.", "It stands."), 1)
    for result in made["predictions"][0]["result"]:
        control = names[result["from_name"]]
        assert control.get("toName") == result["to_name"]
        known = {each.get("value") for each in control}
        assert set(result["value"].get("choices") or result["value"]["labels"]) <= known
    for task_name, labels in TASKS.items():
        assert set(labels) <= {each.get("value") for each in names[task_name]}
    variables = {each.get("value", "")[1:] for each in view.iter() if each.get("value", "").startswith("$")}
    assert variables <= made["data"].keys()
