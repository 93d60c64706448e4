import { sendJson } from "@/lib/http/fetch-json";
import type { Selection } from "../types";
import type { DraftReference } from "./draft";

/** What of an action may be selection: half of what is read of one (lib/http/body-limits.ts). */
const bytesMax = 32 * 1024;
/** The server forgets drafts after a day. */
const keptMs = 3600 * 1000;

/** The one that was sent last: a preview, its pages and the confirmation are mostly of the same selection. */
let last: { text: string; reference: Promise<DraftReference>; at: number } | null = null;

/**
 * Calls an action with a selection. One that is too long for an action (thousands of listed ids) goes up first, to a route
 * that takes it, and the action is given its reference. Throws what the two throw.
 */
export const sendSelection = async <Answer>(
  selection: Selection,
  call: (sent: Selection | DraftReference) => Promise<Answer>,
): Promise<Answer> => {
  const text = JSON.stringify(selection);
  if (new TextEncoder().encode(text).length <= bytesMax) return call(selection);
  if (last?.text !== text || last.at < Date.now() - keptMs) {
    last = { text, reference: draftOf(text), at: Date.now() };
  }
  const { reference } = last;
  try {
    return await call(await reference);
  } catch (error) {
    // Whatever it was, the next try begins with the selection itself.
    forget(reference);
    throw error;
  }
};

const forget = (reference: Promise<DraftReference>): void => {
  if (last?.reference === reference) last = null;
};

const draftOf = async (text: string): Promise<DraftReference> => {
  const { id } = await sendJson<{ id: string }>("/api/deletions/drafts", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: `{"selection":${text}}`,
  });
  return { kind: "draft", id };
};
