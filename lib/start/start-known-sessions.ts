import type { KnownSessions } from "@/lib/access/server/known-sessions";
import type { Listening } from "@/lib/live/server/listen";

/** Tells what is known of sessions (lib/access/server/known-sessions.ts) what the database notifies. Returns what ends that. */
export const startKnownSessions = (known: KnownSessions, listening: Listening): (() => void) =>
  listening.subscribe((message) => {
    if (message.topic === "listening") known.setListening(message.isListening);
    if (message.topic === "sessions") known.forgetMember(message.memberId);
  });
