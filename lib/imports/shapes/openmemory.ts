import { isJsonObject } from "@/lib/json/json-object";
import { isText, without, type Around, type Mapped, type Shape, type Value } from "./shape";

const isOpenMemory = (value: Value) => isText(value.content) && isText(value.state) && "id" in value;

/** OpenMemory's backup, memories.json: ids of users, apps and categories are its own, and stand around the list. */
export const openMemoryBackup: Shape = {
  name: "an OpenMemory backup",
  isOf: (value, around) => isOpenMemory(value) && isJsonObject(around?.user),
  fields: [
    { from: "content", to: "memory" },
    { from: "user.user_id", to: "user_id" },
    { from: "the app’s name", to: "app_id" },
    { from: "the categories’ names", to: "categories" },
  ],
  map: (value, around) => {
    const user = isJsonObject(around?.user) ? around.user.user_id : undefined;
    if (!isText(user)) return { kind: "bad", reason: "The backup does not say whose memory this is." };
    const [apps, categories] = [namesIn(around, "apps"), namesIn(around, "categories")];
    const app = value.app_id == null ? null : apps.get(value.app_id);
    const ids = Array.isArray(value.category_ids) ? value.category_ids : [];
    const names = ids.map((id) => categories.get(id));
    if (app === undefined || names.includes(undefined))
      return { kind: "bad", reason: "The backup does not say what its app or category is called." };
    return taken(value, { user_id: user, app_id: app, categories: names });
  },
};

/** The other file of the backup, memories.jsonl. It has names and not ids, and no user. */
export const openMemoryLines: Shape = {
  name: "memories.jsonl of an OpenMemory backup",
  isOf: (value) => isOpenMemory(value) && "app" in value,
  fields: [
    { from: "content", to: "memory" },
    { from: "app", to: "app_id" },
    { from: "categories", to: "categories" },
    { from: "nothing: this file names no user", to: "user_id" },
  ],
  map: (value) => taken(without(value, "app"), { app_id: value.app ?? null }),
};

const taken = (value: Value, named: Value): Mapped =>
  value.state === "deleted" || value.deleted_at != null
    ? { kind: "left_out", why: "deleted in OpenMemory" }
    : {
        kind: "memory",
        memory: { ...without(value, "content", "category_ids"), memory: value.content, ...named },
      };

const namesIn = (around: Around, key: "apps" | "categories"): Map<unknown, unknown> => {
  const list: unknown = around?.[key];
  return new Map(
    Array.isArray(list) ? list.filter(isJsonObject).map((each) => [each.id, each.name] as const) : [],
  );
};
