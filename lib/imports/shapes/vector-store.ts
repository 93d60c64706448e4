import { isJsonObject } from "@/lib/json/json-object";
import { isText, without, type Shape } from "./shape";

/** What Mem0 itself writes beside the metadata of a memory in a vector store; everything else is metadata. */
const ownKeys = ["user_id", "agent_id", "run_id", "created_at", "updated_at", "expiration_date"];
/** Its helpers: hash of the text, and the words for full-text search. */
const helperKeys = ["hash", "text_lemmatized"];

/** Points of Qdrant, or rows of another vector store, as Mem0's open-source server writes them. */
export const vectorStore: Shape = {
  name: "points of a vector store written by Mem0, such as Qdrant",
  isOf: (value) => isJsonObject(value.payload) && isText(value.payload.data),
  fields: [
    { from: "id", to: "id" },
    { from: "payload.data", to: "memory" },
    ...ownKeys.map((key) => ({ from: `payload.${key}`, to: key })),
    { from: "everything else in payload", to: "metadata" },
  ],
  map: (value) => {
    const { payload } = value;
    if (!isJsonObject(payload) || !isText(payload.data))
      return { kind: "bad", reason: "This point has no payload with the text of a memory." };
    const own = Object.fromEntries(ownKeys.filter((key) => key in payload).map((key) => [key, payload[key]]));
    const metadata = without(payload, "data", ...ownKeys, ...helperKeys);
    return { kind: "memory", memory: { id: value.id, memory: payload.data, ...own, metadata } };
  },
};
