/** One event of the ledger, as it is stored and as it is hashed. Hashes are 32 bytes. */
export type LedgerEvent = {
  version: number;
  seq: number;
  kind: string;
  recordedAt: Date;
  /** Canonical JSON text, byte for byte as it was hashed. */
  body: string;
  previousHash: Buffer;
  hash: Buffer;
};

/** A line of an export that cannot be read as an event. */
export type UnreadableLine = { unreadableLine: number };

/**
 * A head of the ledger that was written down outside of it. `hash` is in lower-case hexadecimal, `anchoredAt` ISO 8601.
 * `checkpoint`: the signed checkpoint of that moment, where there was one.
 */
export type Anchor = { seq: number; hash: string; anchoredAt: string; checkpoint?: string };

/** A checkpoint to be held against the events. `root`: 32 bytes. `place`: where it was found. */
export type CheckpointToHold = { size: number; root: Uint8Array; place: CheckpointPlace };
/** In the database, in the data folder, or with an anchor. */
export type CheckpointPlace = "database" | "data_folder" | "anchor";

export type AnchorDestination = "file" | "url";

/** What is wrong with a ledger. Numbers are those that events carry, lines those of an export. */
export type Finding =
  /** The event's content is not what was hashed. */
  | { kind: "changed"; seq: number }
  /** The event is sound, but was recorded under another number. */
  | { kind: "renumbered"; seq: number; recordedSeq: number }
  /** The event stands behind a later one. */
  | { kind: "reordered"; seq: number; afterSeq: number }
  /** The event does not name the hash of the one before it. */
  | { kind: "broken_link"; seq: number }
  | { kind: "gap"; seq: number; throughSeq: number }
  | { kind: "duplicate"; seq: number }
  /** Two different events in one place of the chain. */
  | { kind: "fork"; seq: number }
  /** Recorded in a form that this verifier does not know, so its hash cannot be checked. */
  | { kind: "unknown_version"; seq: number; version: number }
  | { kind: "unreadable"; line: number }
  | { kind: "impossible_number" }
  /** The ledger ends before an event that was anchored. */
  | { kind: "truncated"; headSeq: number; anchoredSeq: number; anchoredAt: string }
  /** Events are not those that were anchored: of `differingCount` anchors, the first is given. */
  | { kind: "rewritten"; seq: number; anchoredAt: string; differingCount: number }
  /** Events are not those that were signed: of `differingCount` checkpoints, the first is given. */
  | { kind: "checkpoint_differs"; size: number; place: CheckpointPlace; differingCount: number }
  /** The ledger ends before the last event that was signed. */
  | { kind: "checkpoint_beyond"; size: number; place: CheckpointPlace; eventCount: number }
  /** A stored checkpoint is not what was signed, or not by a key that the ledger names. */
  | { kind: "checkpoint_unsigned"; size: number; place: CheckpointPlace; problem: SignatureProblem }
  /** What is kept outside of the database is no checkpoint, or cannot be read. */
  | { kind: "kept_unreadable"; errorCode: string }
  /** A public key that no event tells of, or one that an event tells of and that is not there. */
  | { kind: "key_unrecorded" | "key_missing"; vkey: string }
  /** Stored hashes of the tree are not those of the events; they can be made anew. */
  | { kind: "tile_differs" | "tile_missing"; tile: string }
  /** History has a deletion of which the ledger does not tell that it was requested, or that it ended. */
  | { kind: "deletion_unrecorded"; deletionId: string; missing: "request" | "end" }
  /** The ledger tells of a deletion that history does not have, or does not have as ended. */
  | { kind: "deletion_missing" | "deletion_not_ended"; deletionId: string; seq: number }
  /** History says something else of a deletion than the ledger does. `fields`: what differs. */
  | { kind: "deletion_differs"; deletionId: string; seq: number; fields: string[] };

/** `malformed`: it is no checkpoint, or its row says something else. `other_key`: none of the keys that were given signed it. */
export type SignatureProblem = "malformed" | "forged" | "unknown_key" | "other_key";

export type Report = {
  eventCount: number;
  /** The last event; `hash` in hexadecimal. Null when there is none. */
  head: { seq: number; hash: string } | null;
  /** The first of them in order of their number; `findingCount` is of all. */
  findings: Finding[];
  findingCount: number;
  /** How many anchors were compared with. */
  anchorCount: number;
  /**
   * Events 1 to this one are, without any exception, those that were anchored: it is the last anchor before the first
   * finding. Null when no anchor holds.
   */
  anchoredThrough: number | null;
  /** Events behind `anchoredThrough`. That they are all there, and as they were recorded, is not shown by anything outside. */
  unanchoredCount: number;
  /** How many checkpoints were compared with. */
  checkpointCount: number;
  /** Events 1 to this one were signed, and are those that were. Null when no checkpoint holds. */
  signedThrough: number | null;
};

/** Where the anchors came from that a ledger was compared with. */
export type AnchorSource =
  | { kind: "read"; unreadableLineCount: number }
  /** None was ever written, or none was given. */
  | { kind: "none" }
  /** Some were written, and the file is not there. */
  | { kind: "missing" }
  | { kind: "failed"; code: string };

/** What the verification of the stored ledger says, one message a line. */
export type VerificationMessage =
  | { type: "progress"; checkedCount: number; eventCount: number }
  | { type: "report"; report: Report; source: AnchorSource; durationMs: number };

/** An event as the ledger page shows it. */
export type ShownEvent = {
  seq: number;
  kind: string;
  recordedAt: string;
  /** In hexadecimal. */
  hash: string;
  /** `label` is null when this id is no longer known. */
  actor: { kind: string; id: string; label: string | null } | null;
  deletionId: string | null;
  /** Of the event's body, the counts and states that words are made of. */
  facts: Record<string, string | number>;
};

/** `nextBeforeSeq` is null on the last page. */
export type ShownEventPage = { events: ShownEvent[]; nextBeforeSeq: number | null };

/** An anchor as the ledger page lists it; `errorCode` null: written. */
export type ShownAnchor = {
  id: number;
  seq: number;
  hash: string;
  anchoredAt: string;
  destination: AnchorDestination;
  errorCode: string | null;
};
