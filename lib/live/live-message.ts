import { z } from "zod";

/** What a server learns from its database. Ids and states only: no memory text, no filter values. */
const heardMessages = [
  z.object({ topic: z.literal("deletions"), id: z.uuid(), status: z.string(), isFinished: z.boolean() }),
  z.object({ topic: z.literal("memories") }),
  /** Something waits for a second person, or does no more. */
  z.object({ topic: z.literal("approvals") }),
  /** A ticket was created or changed. */
  z.object({ topic: z.literal("tickets") }),
  /** An alarm of the ledger was raised, is over, or was acknowledged. */
  z.object({ topic: z.literal("ledger") }),
  /** Whether the server itself receives changes (false while its database connection is down). */
  z.object({ topic: z.literal("listening"), isListening: z.boolean() }),
] as const;
export type HeardMessage = z.infer<(typeof heardMessages)[number]>;

/** What a server hears and tells no browser: that sessions of a member have ended, or anything else that lets them in has changed. */
export type SessionsChanged = { topic: "sessions"; memberId: string };

/** What the event stream says to a browser. */
export const liveMessageSchema = z.discriminatedUnion("topic", [
  ...heardMessages,
  /** Which build the server runs; a page of another one is out of date. */
  z.object({ topic: z.literal("release"), release: z.string() }),
  /** That the stream is still there. A message, as scripts do not see comments. */
  z.object({ topic: z.literal("heartbeat") }),
]);
export type LiveMessage = z.infer<typeof liveMessageSchema>;
