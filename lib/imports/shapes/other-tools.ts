import { isJsonObject } from "@/lib/json/json-object";
import { isText, without, type Shape, type Value } from "./shape";

/** LangMem's items in a LangGraph store, under the namespace of its documentation: ("memories", user). */
export const langMem: Shape = {
  name: "memories of LangMem, items of a LangGraph store",
  isOf: (value) => Array.isArray(value.namespace) && isText(value.key) && isJsonObject(value.value),
  fields: [
    { from: "value.content", to: "memory" },
    { from: "namespace, after “memories”", to: "user_id" },
    { from: "key", to: "metadata.langmem_key" },
    { from: "created_at", to: "created_at" },
    { from: "updated_at", to: "updated_at" },
  ],
  map: (value) => {
    const text = langMemText(value.value);
    if (text === null)
      return {
        kind: "bad",
        reason: "This item is not text: it has fields of its own, which Lethe cannot combine.",
      };
    const [first, user, ...more] = Array.isArray(value.namespace) ? (value.namespace as unknown[]) : [];
    if (first !== "memories" || !isText(user) || more.length > 0)
      return {
        kind: "bad",
        reason: "Its namespace is not “memories” and a user, so Lethe cannot tell whose it is.",
      };
    const { created_at, updated_at } = value;
    const metadata = { langmem_key: value.key };
    return { kind: "memory", memory: { memory: text, user_id: user, metadata, created_at, updated_at } };
  },
};

/** Text, or in one or two wrappings: {"content": "…"}, {"kind": "Memory", "content": {"content": "…"}}. */
const langMemText = (value: unknown, depth = 0): string | null => {
  if (isText(value)) return value;
  return isJsonObject(value) && depth < 3 ? langMemText(value.content, depth + 1) : null;
};

const passage = /^passage-/;

export const letta: Shape = {
  name: "archival passages of Letta",
  isOf: (value) => isText(value.id) && passage.test(value.id) && isText(value.text),
  fields: [
    { from: "id, without “passage-”", to: "id" },
    { from: "text", to: "memory" },
    { from: "agent_id", to: "agent_id" },
    { from: "metadata", to: "metadata" },
    { from: "created_at", to: "created_at" },
  ],
  map: (value) => ({
    kind: "memory",
    memory: {
      ...without(value, "text", "embedding", "embedding_config"),
      id: isText(value.id) ? value.id.replace(passage, "") : value.id,
      memory: value.text,
      metadata: value.metadata ?? value.metadata_,
    },
  }),
};

const convert =
  "Write each memory as a JSON object with its text as “memory” and its user as “user_id”, and import that.";

export const zep: Shape = {
  name: "facts of Zep or Graphiti",
  isOf: (value) => isText(value.fact) && ("uuid" in value || "uuid_" in value),
  fields: null,
  advice: `Its facts do not say whose they are. ${convert}`,
};

export const chatGptChats: Shape = {
  name: "chats exported from ChatGPT",
  isOf: (value) => isJsonObject(value.mapping) && ("title" in value || "conversation_id" in value),
  fields: null,
  advice: `They are whole conversations, not memories: add them to Mem0, which makes memories from them, or write down what should be remembered yourself. ${convert}`,
};

export const chroma: Shape = {
  name: "an answer of Chroma",
  isOf: (value) => Array.isArray(value.ids) && Array.isArray(value.documents),
  fields: null,
  advice: convert,
};

export const chat: Shape = {
  name: "messages of a chat",
  isOf: (value: Value) => isText(value.role) && "content" in value,
  fields: null,
  advice: `They are messages, not memories: add them to Mem0, which makes memories from them. ${convert}`,
};

export const convertAdvice = convert;
