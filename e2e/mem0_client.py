"""Mem0's official Python client, unchanged, against the running product: LETHE_URL and LETHE_API_KEY say where."""

import json
import os
import time
import uuid

# Its telemetry would send ids elsewhere; this has to stand before the import.
os.environ["MEM0_TELEMETRY"] = "False"

from mem0 import MemoryClient  # noqa: E402


def refused(asking):
    try:
        asking()
    except Exception as error:  # Each kind of refusal has a class of its own.
        return str(error)
    raise AssertionError("It was not refused.")


def count_of(client, user_id):
    return client.get_all(filters={"user_id": user_id})["count"]


def until_none(client, user_id):
    for _ in range(200):
        if count_of(client, user_id) == 0:
            return
        time.sleep(0.05)
    raise AssertionError(f"{count_of(client, user_id)} memories are left.")


def until_done(client, answer):
    for _ in range(400):
        event = client.client.get(f"/v1/event/{answer['event_id']}/").json()
        if event["status"] in ("SUCCEEDED", "FAILED"):
            return event["status"], event["metadata"]["deleted_count"]
        time.sleep(0.05)
    raise AssertionError("The event does not end.")


def add(client, texts, **scope):
    messages = [{"role": "user", "content": text} for text in texts]
    answer = client.add(messages, infer=False, **scope)
    return [result["id"] for result in answer["results"]]


def main():
    client = MemoryClient(api_key=os.environ["LETHE_API_KEY"], host=os.environ["LETHE_URL"])
    user_id = f"شاهين/{uuid.uuid4().hex[:8]}"
    first, second, third = add(client, ["Keeps a falcon", "Keeps a diary", "Keeps time"], user_id=user_id)

    assert client.get(first)["memory"] == "Keeps a falcon"
    assert client.search("falcon", filters={"user_id": user_id})["results"][0]["id"] == first
    client.update(first, text="Kept a falcon")
    assert [entry["event"] for entry in client.history(first)] == ["ADD", "UPDATE"]

    assert client.delete(first)["message"] == "Memory deleted successfully!"
    assert client.history(first) == []
    assert "Memory not found" in refused(lambda: client.delete(first))
    assert client.batch_delete([{"memory_id": second}])["message"] == "Successfully deleted 1 memory"
    too_many = [{"memory_id": str(uuid.uuid4())} for _ in range(1001)]
    assert "Maximum of 1000" in refused(lambda: client.batch_delete(too_many))
    assert count_of(client, user_id) == 1

    assert "One of the filters" in refused(lambda: client.delete_all())
    client.delete_all(user_id=user_id)
    until_none(client, user_id)

    # A thousand at once, in adds of a hundred, as a body has at most 1 MiB.
    ids = [id for part in range(10) for id in add(client, [f"Keeps {part} {n}" for n in range(100)], user_id=user_id)]
    client.batch_update([{"memory_id": ids[0], "text": "Keeps none"}])
    assert client.get(ids[0])["memory"] == "Keeps none"
    assert client.batch_delete([{"memory_id": id} for id in ids])["message"] == "Successfully deleted 1000 memories"

    gold = add(client, ["Keeps gold"], user_id=user_id, metadata={"tier": "gold"})
    add(client, ["Keeps to the run"], user_id=user_id, run_id=f"run/{user_id}")
    fixed = add(client, ["Keeps still"], user_id=user_id, immutable=True, expiration_date="2020-01-31")
    assert count_of(client, user_id) == 2
    assert client.get_all(filters={"user_id": user_id}, show_expired=True)["count"] == 3
    assert "immutable" in refused(lambda: client.update(fixed[0], text="Moves"))
    by_metadata = client.delete_all(user_id=user_id, metadata=json.dumps({"tier": "gold"}))
    assert until_done(client, by_metadata) == ("SUCCEEDED", 1)
    assert "Memory not found" in refused(lambda: client.get(gold[0]))
    assert until_done(client, client.delete_all(user_id=user_id, run_id="*")) == ("SUCCEEDED", 1)
    assert client.delete(fixed[0], delete_linked=True)["cascade_count"] == 0

    hook = client.create_webhook("https://hooks.invalid/py", "Python hook", "lethe", ["memory_delete"])
    client.update_webhook(hook["webhook_id"], name="Python's hook")
    assert "Python's hook" in [each["name"] for each in client.get_webhooks("lethe")]
    client.delete_webhook(hook["webhook_id"])

    add(client, ["Keeps bees"], user_id=user_id)
    assert user_id in [entity["name"] for entity in client.users()["results"]]
    client.delete_users(user_id=user_id)
    until_none(client, user_id)
    print("The Python client found everything as Mem0 documents it.")


main()
