"""Uses each method of Mem0's official Python clients against LETHE_URL, once so that it works and once so that it is refused.
Prints what came of it as JSON: e2e/compatibility/python-client.ts reads it."""

import asyncio
import importlib.metadata
import inspect
import json
import os
import time
import uuid

# Its telemetry would send ids elsewhere; this has to stand before the import.
os.environ["MEM0_TELEMETRY"] = "False"

import httpx  # noqa: E402
from mem0 import AsyncMemoryClient, MemoryClient  # noqa: E402

URL = os.environ["LETHE_URL"]
UNKNOWN = "00000000-0000-4000-8000-000000000000"
SCHEMA = {"type": "object", "properties": {"memory": {"type": "string"}, "user_id": {"type": "string"}}}
loop = asyncio.new_event_loop()


def wait(value):
    return loop.run_until_complete(value) if inspect.isawaitable(value) else value


class Watched:
    """A client, or its project, of which the requests of one method are written down. Its answers are awaited."""

    def __init__(self, inner, method, exchanges):
        self.inner, self.method, self.exchanges = inner, method, exchanges

    def __getattr__(self, name):
        value = getattr(self.inner, name)
        if name == "project":
            return Watched(value, self.method.removeprefix("project."), self.exchanges)
        if not callable(value):
            return value

        def call(*args, **kwargs):
            before = list(self.exchanges)
            try:
                return wait(value(*args, **kwargs))
            finally:
                if name != self.method:
                    self.exchanges[:] = before

        return call


def exchange_of(response):
    return {
        "method": response.request.method,
        "path": response.request.url.raw_path.decode().split("?")[0],
        "status": response.status_code,
        "contentType": response.headers.get("content-type", ""),
        "body": response.text,
        "ignored": response.headers.get("x-lethe-ignored-fields", ""),
    }


def client_of(kind, key, exchanges):
    if kind is MemoryClient:

        def note(response):
            response.read()
            exchanges.append(exchange_of(response))

        http = httpx.Client(timeout=60, event_hooks={"response": [note]})
    else:

        async def note(response):
            await response.aread()
            exchanges.append(exchange_of(response))

        http = httpx.AsyncClient(timeout=60, event_hooks={"response": [note]})
    return kind(api_key=key, host=URL, client=http)


def with_one(c):
    user = f"python-{uuid.uuid4().hex[:8]}"
    messages = [{"role": "user", "content": f"{user} plays the cello"}]
    return user, c.add(messages, user_id=user, infer=False)["results"][0]["id"]


def count_of(c, user):
    return c.get_all(filters={"user_id": user})["count"]


def until_none(c, user):
    for _ in range(200):
        if count_of(c, user) == 0:
            return
        time.sleep(0.05)
    raise AssertionError(f"{count_of(c, user)} memories are left.")


def hook_of(c):
    return c.create_webhook("https://hooks.invalid/py", "Coverage", "lethe", ["memory_add"])["webhook_id"]


def expect(holds, seen=""):
    assert holds, seen


def add(c):
    user = f"python-{uuid.uuid4().hex[:8]}"
    c.add([{"role": "user", "content": "I keep bees"}], user_id=user, metadata={"from": "chat"})
    c.add("I keep hens", user_id=user)
    expect(count_of(c, user) == 2)


def get(c):
    user, id = with_one(c)
    expect(c.get(id)["user_id"] == user)


def get_all(c):
    user, id = with_one(c)
    page = c.get_all(filters={"user_id": user}, page=1, page_size=10)
    expect([each["id"] for each in page["results"]] == [id], page)


def search(c):
    user, id = with_one(c)
    found = c.search("cello", filters={"user_id": user}, top_k=3)
    expect([each["id"] for each in found["results"]] == [id], found)


def update(c):
    _, id = with_one(c)
    c.update(id, text="Sold the cello", metadata={"sold": True})
    expect(c.get(id)["memory"] == "Sold the cello")


def delete(c):
    user, id = with_one(c)
    c.delete(id)
    expect(count_of(c, user) == 0)


def delete_all(c):
    user, _ = with_one(c)
    c.delete_all(user_id=user)
    until_none(c, user)


def history(c):
    _, id = with_one(c)
    expect([entry["event"] for entry in c.history(id)] == ["ADD"])


def users(c):
    user, _ = with_one(c)
    expect(user in [entity["name"] for entity in c.users()["results"]])


def delete_users(c):
    user, _ = with_one(c)
    c.delete_users(user_id=user)
    until_none(c, user)


def reset(c):
    user, _ = with_one(c)
    c.reset()
    until_none(c, user)


def batch_update(c):
    _, id = with_one(c)
    c.batch_update([{"memory_id": id, "text": "Sold the cello", "metadata": {"sold": True}}])
    expect(c.get(id)["memory"] == "Sold the cello")


def batch_delete(c):
    user, id = with_one(c)
    c.batch_delete([{"memory_id": id}])
    expect(count_of(c, user) == 0)


def get_memory_export(c):
    user, _ = with_one(c)
    made = c.create_memory_export(schema=SCHEMA, filters={"user_id": user})
    dump = c.get_memory_export(memory_export_id=made["id"])
    expect(f"{user} plays the cello" in json.dumps(dump), dump)


def get_project(c):
    project = c.get_project(fields=["custom_instructions"])
    expect("custom_instructions" in project, project)


def update_project(c):
    c.update_project(custom_instructions="Only hobbies.")
    expect(c.get_project(fields=["custom_instructions"])["custom_instructions"] == "Only hobbies.")


def project_update(c):
    c.project.update(custom_instructions="Only hobbies.", custom_categories=[{"sport": "Games"}])
    expect(c.project.get()["custom_instructions"] == "Only hobbies.")


def get_webhooks(c):
    id = hook_of(c)
    expect(id in [hook["webhook_id"] for hook in c.get_webhooks("lethe")])


def update_webhook(c):
    id = hook_of(c)
    c.update_webhook(id, name="Renamed")
    expect("Renamed" in [hook["name"] for hook in c.get_webhooks("lethe")])


def delete_webhook(c):
    id = hook_of(c)
    c.delete_webhook(id)
    expect(id not in [hook["webhook_id"] for hook in c.get_webhooks("lethe")])


def feedback(c):
    _, id = with_one(c)
    expect(c.feedback(id, feedback="negative", feedback_reason="Too old")["feedback"] == "NEGATIVE")


def chat(c):
    c.chat()


def export_for_somebody(c):
    user, _ = with_one(c)
    expect(c.create_memory_export(schema=SCHEMA, filters={"user_id": user})["id"])


def summary(c):
    user, _ = with_one(c)
    expect(c.get_summary(filters={"user_id": user}))


# What works, and what is refused: with an admin's key ("admin"), one that may only read ("viewer"), or a wrong one ("stranger": an
# address has sixty of those a minute). What Lethe has no use for is refused anyway.
CASES = {
    "add": (add, "admin", lambda c: c.add("x", infer=False)),
    "get": (get, "admin", lambda c: c.get(UNKNOWN)),
    "get_all": (get_all, "admin", lambda c: c.get_all()),
    "search": (search, "admin", lambda c: c.search("cello")),
    "update": (update, "admin", lambda c: c.update(UNKNOWN, text="x")),
    "delete": (delete, "admin", lambda c: c.delete(UNKNOWN)),
    "delete_all": (delete_all, "admin", lambda c: c.delete_all()),
    "history": (history, "admin", lambda c: c.history("seven")),
    "users": (users, "stranger", lambda c: c.users()),
    "delete_users": (delete_users, "viewer", lambda c: c.delete_users(user_id="ann")),
    "reset": (reset, "viewer", lambda c: c.reset()),
    "batch_update": (batch_update, "admin", lambda c: c.batch_update([{"memory_id": "seven", "text": "x"}])),
    "batch_delete": (batch_delete, "admin", lambda c: c.batch_delete([])),
    "create_memory_export": (
        export_for_somebody,
        "admin",
        lambda c: c.create_memory_export(schema=SCHEMA, filters={"planet": "Mars"}),
    ),
    "get_memory_export": (get_memory_export, "admin", lambda c: c.get_memory_export(memory_export_id=UNKNOWN)),
    "get_summary": (summary, "admin", lambda c: c.get_summary(filters={"planet": "Mars"})),
    "get_profile": (lambda c: c.get_profile("ann"), "admin", lambda c: c.get_profile("ann")),
    "generate_profile": (lambda c: c.generate_profile("ann"), "admin", lambda c: c.generate_profile("ann")),
    "get_profile_settings": (
        lambda c: c.get_profile_settings(),
        "admin",
        lambda c: c.get_profile_settings(),
    ),
    "update_profile_settings": (
        lambda c: c.update_profile_settings(enabled=True),
        "admin",
        lambda c: c.update_profile_settings(enabled=True),
    ),
    "sample_profiles": (lambda c: c.sample_profiles(2), "admin", lambda c: c.sample_profiles(2)),
    "get_profile_job": (lambda c: c.get_profile_job(UNKNOWN), "admin", lambda c: c.get_profile_job(UNKNOWN)),
    "get_project": (get_project, "stranger", lambda c: c.get_project()),
    "update_project": (update_project, "viewer", lambda c: c.update_project(custom_instructions="x")),
    "chat": (chat, "admin", chat),
    "get_webhooks": (get_webhooks, "admin", lambda c: c.get_webhooks("another")),
    "create_webhook": (
        lambda c: expect(hook_of(c)),
        "admin",
        lambda c: c.create_webhook("nowhere", "", "lethe", ["memory_add"]),
    ),
    "update_webhook": (update_webhook, "admin", lambda c: c.update_webhook(UNKNOWN, name="Renamed")),
    "delete_webhook": (delete_webhook, "admin", lambda c: c.delete_webhook(UNKNOWN)),
    "feedback": (feedback, "admin", lambda c: c.feedback(UNKNOWN, feedback="positive")),
    "project.get": (
        lambda c: expect("custom_instructions" in c.project.get()),
        "stranger",
        lambda c: c.project.get(),
    ),
    "project.create": (lambda c: c.project.create("Other"), "viewer", lambda c: c.project.create("Other")),
    "project.update": (project_update, "viewer", lambda c: c.project.update(custom_instructions="x")),
    "project.delete": (lambda c: c.project.delete(), "viewer", lambda c: c.project.delete()),
    "project.get_members": (
        lambda c: c.project.get_members(),
        "admin",
        lambda c: c.project.get_members(),
    ),
    "project.add_member": (
        lambda c: c.project.add_member("a@example.com"),
        "viewer",
        lambda c: c.project.add_member("a@example.com"),
    ),
    "project.update_member": (
        lambda c: c.project.update_member("a@example.com", "READER"),
        "viewer",
        lambda c: c.project.update_member("a@example.com", "READER"),
    ),
    "project.remove_member": (
        lambda c: c.project.remove_member("a@example.com"),
        "viewer",
        lambda c: c.project.remove_member("a@example.com"),
    ),
}


def methods_of(kind):
    return [name for name, _ in inspect.getmembers(kind, inspect.isfunction) if not name.startswith("_")]


def attempt(client, name, exchanges, ask):
    exchanges.clear()
    error = None
    try:
        ask(Watched(client, name, exchanges))
    except Exception as raised:  # Each kind of refusal has a class of its own.
        error = f"{type(raised).__name__}: {raised}"
    return {"exchanges": list(exchanges), "error": error}


def results_of(kind):
    exchanges = []
    keys = {"admin": os.environ["LETHE_API_KEY"], "viewer": os.environ["LETHE_VIEWER_KEY"]}
    clients = {role: client_of(kind, key, exchanges) for role, key in keys.items()}
    clients["stranger"] = client_of(kind, keys["admin"], exchanges)
    http = "client" if kind is MemoryClient else "async_client"
    getattr(clients["stranger"], http).headers["Authorization"] = "Token lethe_wrong"
    project = type(clients["admin"].project)

    def refusal_of(name, role, refused):
        # A client that deletes what it finds asks for nothing where there is nothing.
        with_one(Watched(clients["admin"], "", exchanges))
        return attempt(clients[role], name, exchanges, refused)

    return {
        "methods": methods_of(kind) + [f"project.{name}" for name in methods_of(project)],
        "cases": [
            {
                "name": name,
                "works": attempt(clients["admin"], name, exchanges, works),
                "refused": refusal_of(name, role, refused),
            }
            for name, (works, role, refused) in CASES.items()
        ],
    }


print(
    json.dumps(
        {
            "version": importlib.metadata.version("mem0ai"),
            "clients": {kind.__name__: results_of(kind) for kind in (MemoryClient, AsyncMemoryClient)},
        }
    )
)
