import { z } from "zod";
import { storeKinds } from "@/lib/stores/store-ids";

/** The name of this form of a certificate; a verifier reads old ones by it. */
export const certificateFormat = "lethe-certificate-1";

export const certificateLanguages = ["en", "de", "fr", "es", "it", "pt"] as const;

/** Whether ids and names stand as they are, or as keyed references such as "⟨ref 4f2a91c07b3d⟩". */
export const certificateNames = ["plain", "references"] as const;

/**
 * `erased`: every place that can be checked was verified absent, and nothing that was asked for is left. `partial`: something of
 * it is left, failed, or was not checked. `denied`: the request was refused. `not_checked`: nothing was verified at all.
 */
export const certificateVerdicts = ["erased", "partial", "denied", "not_checked"] as const;

/** Why it reads as partial, each with how many memories (or places) that is about; null where that is not a number. */
export const partialReasons = [
  "residual",
  "failed",
  "not_read_back",
  "changed_since_preview",
  "kept_immutable",
  "kept",
  "unreadable",
  "place_not_checked",
  "copies_remain",
  "copies_removed_unverified",
  "stopped_before_anything",
  "request_denied_in_part",
  /** A later search for the person found memories of theirs, and that was not answered by another deletion. */
  "found_again",
  /** The request was taken up again after the last deletion, and has no answer yet. */
  "request_reopened",
  /** A deletion was cancelled, or failed, whatever is gone by now. */
  "stopped_early",
  /** The search for the person before the last deletion did not reach a store at all. */
  "store_not_searched",
  /** No deletion had anything to take. */
  "nothing_to_erase",
] as const;

/**
 * Where was looked. `memories`: the memories themselves. `versions`: their earlier texts in the built-in store. `search`: the
 * store's text search. `history`, `chat_turns`, `entities`: what a self-hosted Mem0 keeps beside the memories.
 * `profile`: the summaries that Mem0's Platform keeps of users.
 */
export const certificatePlaces = [
  "memories",
  "versions",
  "search",
  "history",
  "chat_turns",
  "entities",
  "profile",
] as const;

/**
 * How. `each_by_id`: every memory by its id. `filter_again`: all that matches the filter, counted again. `versions_by_id`,
 * `history_by_id`: the earlier texts of every memory. `words_of_a_sample`: words of a few texts, searched for. `rows_of_place`:
 * the rows of the place that belong to the deletion. `profile_by_user`: the profile of every user that the deletion names.
 */
export const certificateMethods = [
  "each_by_id",
  "filter_again",
  "versions_by_id",
  "history_by_id",
  "words_of_a_sample",
  "rows_of_place",
  "profile_by_user",
] as const;

/** `erased`: removed, and not looked for since. `not_checked`: it could be, and was not. `unsupported`: it cannot be asked. */
export const placeOutcomes = ["erased", "verified_absent", "residual", "unsupported", "not_checked"] as const;

/** What a certificate says nothing about. */
export const uncoveredPlaces = [
  "free_pages",
  "wal",
  "backups",
  "store_disks",
  "applications",
  "model_providers",
  "mem0_profiles",
  "mem0_exports",
  "mem0_chat_turns",
] as const;

/** What to do about it. */
export const uncoveredRemedies = [
  "rewrite_files",
  "wait_for_recycling",
  "wait_for_expiry",
  "ask_store_operator",
  "tell_recipients",
  "ask_model_provider",
  "delete_in_mem0",
] as const;

const text = z.string();
const instant = z.iso.datetime();
const day = z.iso.date();
const count = z.int().min(0);
const hash = z.hex().length(64);
const id = z.uuid();

const store = z.object({ id: text, name: text, kind: z.enum(storeKinds).nullable() });

/** What a deletion was of. With references, values are such; where the record no longer has the values, they are too. */
const selection = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("everything") }),
  z.object({ kind: z.literal("listed"), count }),
  /** All memories of these users, agents, apps and runs (of any of them), and `listedCount` that were listed one by one. */
  z.object({
    kind: z.literal("entities"),
    entities: z.array(z.object({ kind: z.enum(["user", "agent", "app", "run"]), value: text })),
    listedCount: count,
  }),
  /** A filter or a scope, in the English words of the product. */
  z.object({ kind: z.literal("filter"), words: text }),
]);

/** One deletion: what was asked for, and what became of it. */
const erasure = z.object({
  deletionId: id,
  store,
  selection,
  /** Whether the values in `selection` are those that were asked for. */
  values: z.enum(["plain", "references"]),
  /** Left out by choice, when it was confirmed. */
  excludedCount: count,
  keepsImmutable: z.boolean(),
  requestedAt: instant,
  /** Memories stored later were not asked for. */
  cutoffAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant,
  status: z.enum(["completed", "partial", "failed", "cancelled"]),
  /** Frozen when it began; null when it never came to that. */
  requestedCount: count.nullable(),
  erasedCount: count,
  /** Not there any more when their turn came. */
  absentCount: count,
  failedCount: count,
  /** Of those that failed: could not be read back, so whether they are gone is unknown. */
  unknownCount: count,
  /** Of the frozen ones left alone, as they had changed since the preview, or were never reached. */
  leftCount: count,
  keptImmutableCount: count,
  /** Matched when it began and were left alone, as they had been stored or changed since the preview. */
  joinedCount: count,
  /** Match now, and were stored after the cutoff: no part of it. */
  storedSinceCount: count,
  verifiedAt: instant.nullable(),
});

const place = z.object({
  deletionId: id,
  store,
  place: z.enum(certificatePlaces),
  method: z.enum(certificateMethods),
  /** Whether each memory was looked for, or a sample. */
  coverage: z.enum(["every", "sample"]),
  /** How many memories or texts were looked for; null where that is not a number of things. */
  lookedForCount: count.nullable(),
  /** What was found; null when it was not looked for. */
  foundCount: count.nullable(),
  /** Rows of this place that were removed by Lethe. */
  removedCount: count.nullable(),
  outcome: z.enum(placeOutcomes),
  at: instant.nullable(),
});

const person = z.object({
  /** `received`: who entered the ticket. `requested`: who confirmed the deletion. */
  did: z.enum(["received", "checked_identity", "requested", "approved", "issued"]),
  /** An e-mail address of a member, an API key's name, or a process. */
  name: text,
  kind: z.enum(["member", "api-key", "system"]),
  /** The role in Lethe; null of the system itself. */
  role: z.enum(["viewer", "support", "auditor", "admin"]).nullable(),
  /** When, the first time. */
  at: instant,
});

const request = z.object({
  /** "GDPR-1042"; null where none was given, or it was erased. */
  reference: text.nullable(),
  nature: z.literal("erasure"),
  law: z.enum(["gdpr", "ccpa", "other", "own_policy"]).nullable(),
  /** Days are those of `timeZone`. */
  receivedOn: day.nullable(),
  receivedBy: z.enum(["email", "phone", "letter", "form", "in_person", "api", "other"]).nullable(),
  acknowledgeDueOn: day.nullable(),
  acknowledgedOn: day.nullable(),
  dueOn: day.nullable(),
  /** When the person was told that it takes longer; `dueOn` is then the later day. */
  extendedOn: day.nullable(),
  /** The day on which the last deletion ended. */
  erasedOn: day.nullable(),
  /** The day on which the ticket came to its answer: erased, denied or withdrawn. Null before. */
  answeredOn: day.nullable(),
  /** From receipt to the answer; as long as there is none, to the day of issue. Null without a day of receipt. */
  days: z.int().nullable(),
  denialGround: z
    .enum([
      "identity_not_proven",
      "legal_obligation",
      "legal_claims",
      "public_interest",
      "free_expression",
      "excessive",
      "not_found",
      "other",
    ])
    .nullable(),
  identity: z
    .object({
      method: z.enum(["account", "email", "phone", "document", "not_needed", "other"]),
      checkedOn: day,
    })
    .nullable(),
  timeZone: text,
});

/** What the search for the person brought up before the last deletion was confirmed. Of what was not chosen nothing was erased. */
const found = z.object({
  at: instant,
  theirsCount: count,
  /** Of ids that were like theirs, and were not confirmed; no part of the other numbers. */
  possiblyTheirsCount: count,
  aboutCount: count,
  inTheirRunsCount: count,
  chosenCount: count,
  keptCount: count,
  /** Stores that were disabled or did not answer. */
  unsearchedCount: count,
});

/** The last search for the person after the ticket was closed. */
const look = z.object({
  at: instant,
  theirsCount: count,
  aboutCount: count,
  /** There may be more. */
  isAtLeast: z.boolean(),
  storeCount: count,
  /** Of these, how many could not be searched. */
  unsearchedCount: count,
});

const standards = z.object({
  /**
   * The fields of a certificate of NIST SP 800-88r2. Records are deleted; no medium is sanitised, so that neither Clear nor Purge is
   * claimed of any. `check`: `validation` when every memory was looked for, `verification` when only a sample was.
   */
  nist80088r2: z.object({
    media: z.literal("records_of_a_service"),
    technique: z.literal("logical_deletion"),
    claim: z.literal("neither_clear_nor_purge"),
    tool: text,
    check: z.enum(["validation", "verification", "none"]),
  }),
  /** The fields that CCPA regulations §7101(b) ask to be kept; null where another law applies. */
  ccpa7101: z
    .object({
      requestOn: day,
      nature: z.literal("request_to_delete"),
      manner: text,
      responseOn: day.nullable(),
      response: z.enum(["complied", "complied_in_part", "denied", "pending"]),
      denialGround: text.nullable(),
    })
    .nullable(),
});

/** Everything that a certificate says. Whole numbers only, as in the ledger: fractions have more than one spelling. */
export const certificateFactsSchema = z.object({
  format: z.literal(certificateFormat),
  id,
  issuedAt: instant,
  language: z.enum(certificateLanguages),
  names: z.enum(certificateNames),
  verdict: z.enum(certificateVerdicts),
  partialReasons: z.array(z.object({ reason: z.enum(partialReasons), count: count.nullable() })),
  /** The host of the Lethe that issued it: "lethe.example.com". */
  origin: text,
  about: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("ticket"), ticketId: id }),
    z.object({ kind: z.literal("deletion"), deletionId: id }),
  ]),
  request,
  /** Whom it is about, as chosen. Empty when nothing says so; `isErased`: the record no longer has it. */
  subject: z.object({ names: z.array(text), isErased: z.boolean() }),
  /** Null of a deletion alone, and where no search was noted. */
  found: found.nullable().default(null),
  look: look.nullable().default(null),
  erasures: z.array(erasure),
  places: z.array(place),
  /**
   * The clean of the built-in store's files that began after its last erasure had ended: of pages and indexes always, and of these. `at`:
   * when it had ended. Null while there was none.
   */
  clean: z.object({ at: instant, hasStatistics: z.boolean(), hasLog: z.boolean() }).nullable().default(null),
  notCovered: z.array(
    z.object({
      what: z.enum(uncoveredPlaces),
      remedy: z.enum(uncoveredRemedies),
      /** Of which stores, by name; empty where it is about none of them. */
      stores: z.array(text),
    }),
  ),
  people: z.array(person),
  /**
   * The events that tell of it, and the last event of the ledger when it was issued. Hashes are SHA-256, in hexadecimal. `checkpoint`:
   * one that was signed with all of these events (lib/ledger/log/checkpoint.ts), `root` in base64 as it stands there.
   */
  ledger: z.object({
    events: z.array(z.object({ seq: count, kind: text, hash })),
    head: z.object({ seq: count, hash }).nullable(),
    checkpoint: z.object({ origin: text, size: count, root: text }).nullable().default(null),
  }),
  standards,
  product: z.object({ name: z.literal("Lethe"), version: text }),
});
