"""Mem0's official Python client, unchanged, against the running product: LETHE_URL and LETHE_API_KEY say where."""

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

    refused(lambda: client.delete_all())
    client.delete_all(user_id=user_id)
    until_none(client, user_id)

    add(client, ["Keeps bees"], user_id=user_id)
    assert user_id in [entity["name"] for entity in client.users()["results"]]
    client.delete_users(user_id=user_id)
    until_none(client, user_id)
    print("The Python client found everything as Mem0 documents it.")


main()
