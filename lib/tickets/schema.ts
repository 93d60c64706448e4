import { z } from "zod";
import { comparedText } from "@/lib/memories/text-schemas";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { confirmedMax, personEntitySchema } from "@/lib/people/schema";
import { personTextLengthMax, termsMax, termsOf } from "@/lib/people/terms";
import { isVisibleLine } from "@/lib/text/invisible-characters";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { liftReasons, suppressionIdSchema, suppressionModes } from "@/lib/suppression/types";
import { denialGrounds, exemptionGrounds, identityMethods, laws, receivedByWays } from "./types";
import { ticketIdSchema } from "./ticket-id-schema";

export const referenceLengthMax = 100;
export const nameLengthMax = 500;
/** What can be searched for at once. */
export const nameCountMax = termsMax;
export const noteLengthMax = 4_000;
const addressLengthMax = 2_000;

/** What an address cannot end in, or leads elsewhere: to the page for new ones, and to routes below /api/tickets. */
const reservedReferences: readonly string[] = [
  ...[".", "..", "new"],
  ...["assignable", "count", "details", "due", "events", "find", "undecodable"],
];

/** What a ticket is called elsewhere, such as "GDPR-1042". Stands in addresses. */
export const referenceSchema = z
  .string()
  .trim()
  .min(1, "Enter a reference, such as the number of the ticket in your helpdesk.")
  .max(referenceLengthMax, `A reference can have at most ${referenceLengthMax} characters.`)
  .refine(
    (text) => isVisibleLine(text) && text.isWellFormed(),
    "A reference is one line, without control or invisible characters.",
  )
  .refine((text) => !reservedReferences.includes(text.toLowerCase()), "This word cannot be a reference.");

const day = z.iso.date({ error: "Enter a day, such as 2026-01-31.", abort: true }).refine(
  // A typing error, and not a day that a clock can begin or end on.
  (text) => text >= "2000-01-01" && text <= "2199-12-31",
  "Enter a day of this century.",
);

/** Null when blank. */
const typedDay = z
  .union([z.literal("").transform(() => null), day])
  .nullable()
  .default(null);

const namesSchema = z
  .array(
    comparedText("A name or ID")
      .trim()
      .min(1)
      .max(nameLengthMax, `A name or ID can have at most ${nameLengthMax} characters.`)
      .transform((text) => text.toWellFormed()),
  )
  .transform((names) => [...new Set(names)])
  .pipe(
    z
      .array(z.string())
      .min(1, "Enter at least one name, e-mail address or ID of the person.")
      .max(nameCountMax, `A ticket can have at most ${nameCountMax} names and IDs.`)
      .refine(
        // What can be searched for at once, with what stands between them.
        (names) => names.join("\n").length <= personTextLengthMax,
        `Names and IDs can have at most ${personTextLengthMax.toLocaleString("en-US")} characters together.`,
      )
      .refine(
        // One with commas in it is several to the search.
        (names) => termsOf(names.join("\n")).length <= termsMax,
        `A ticket can have at most ${nameCountMax} names and IDs, and one with commas counts as several.`,
      ),
  );

/** Optional text; null when blank. */
const freeText = (name: string) =>
  comparedText(name)
    .trim()
    .max(noteLengthMax, `${name} can have at most ${noteLengthMax.toLocaleString("en-US")} characters.`)
    .transform((text) => (text === "" ? null : text.toWellFormed()))
    .nullable()
    .default(null);

/** Links that are shown: never one that runs a script. */
const helpdeskUrlSchema = z
  .union([
    z.literal("").transform(() => null),
    z.url({ protocol: /^https?$/, error: "A link starts with https:// or http://." }).max(addressLengthMax),
  ])
  .nullable()
  .default(null);

/** Input of createTicket. */
export const newTicketSchema = z.object({
  reference: referenceSchema,
  law: z.enum(laws),
  receivedOn: day,
  receivedBy: z.enum(receivedByWays),
  names: namesSchema,
  helpdeskUrl: helpdeskUrlSchema,
  /** Of laws that set no day. */
  dueOn: typedDay,
  assigneeId: memberIdSchema.nullable().default(null),
});
export type NewTicket = z.infer<typeof newTicketSchema>;

/** Which ticket is changed, and from which state of it. */
const change = { id: ticketIdSchema, version: z.int().min(1) };

export const ticketInputSchema = z.object(change);
/** Of what does not depend on how the ticket stands. */
export const ticketIdInputSchema = z.object({ id: ticketIdSchema });
/** Input of pickTickets. */
export const pickSchema = z.object({
  text: comparedText("A text").max(nameLengthMax),
  /** Also closed tickets. */
  isForAll: z.boolean().default(false),
});
/** Somebody who brings a name or an id. */
export const findTicketsSchema = z.object({ names: namesSchema });
export type TicketInput = z.infer<typeof ticketInputSchema>;

export const checkIdentitySchema = z.object({ ...change, method: z.enum(identityMethods) });
export const extendSchema = z.object({ ...change, toldOn: day, reason: freeText("The reason") });
export const denySchema = z.object({ ...change, ground: z.enum(denialGrounds), text: freeText("The text") });
export const exemptSchema = z.object({
  ...change,
  ground: z.enum(exemptionGrounds),
  text: freeText("The text"),
});
export const assignSchema = z.object({ ...change, assigneeId: memberIdSchema.nullable() });
export const assignManySchema = z.object({
  ids: z.array(ticketIdSchema).min(1).max(100, "At most 100 tickets can be assigned at once."),
  assigneeId: memberIdSchema.nullable(),
});
export const acknowledgeSchema = z.object({ ...change, acknowledgedOn: day });
export const noteSchema = z.object({
  id: ticketIdSchema,
  note: freeText("A note").refine((text) => text !== null, "Enter a note."),
});
const count = z.int().min(0).max(2_147_483_647);
/** What a search for the person brought up, and what of it was chosen. */
export const findingsSchema = z.object({
  id: ticketIdSchema,
  theirsCount: count,
  possiblyTheirsCount: count,
  aboutCount: count,
  inTheirRunsCount: count,
  chosenCount: count,
  storeCount: count,
  /** Stores that were not searched to the end, or of which a part cannot be searched. */
  notSearched: z
    .array(z.object({ storeId: storeIdSchema, why: z.enum(["failed", "partly"]) }))
    .max(200)
    .optional(),
});

export const newRecipientSchema = z.object({
  id: ticketIdSchema,
  name: comparedText("A name")
    .trim()
    .min(1, "Enter who is to be told.")
    .max(nameLengthMax, `A name can have at most ${nameLengthMax} characters.`)
    .transform((text) => text.toWellFormed()),
});
export const recipientSchema = z.object({ id: ticketIdSchema, recipientId: z.uuid() });
export const tellRecipientSchema = recipientSchema.extend({ isTold: z.boolean() });

/** What was noted wrongly of the request: the clocks are set anew. */
export const correctRequestSchema = z.object({
  ...change,
  law: z.enum(laws),
  receivedOn: day,
  receivedBy: z.enum(receivedByWays),
  /** Of laws that set no day. */
  dueOn: typedDay,
});

export const changeSubjectSchema = z.object({
  ...change,
  names: namesSchema,
  helpdeskUrl: helpdeskUrlSchema,
});

/** Ids that are the same person's, or are not after all. */
export const confirmAliasesSchema = z.object({
  id: ticketIdSchema,
  entities: z.array(personEntitySchema).min(1).max(confirmedMax),
  isSamePerson: z.boolean(),
});

/** More names and ids than a ticket can have. */
const suppressedCountMax = 500;
export const suppressSchema = z.object({
  ...change,
  mode: z.enum(suppressionModes),
  ids: z
    .array(comparedText("A name or ID").min(1))
    .min(1, "Choose at least one name or ID.")
    .max(suppressedCountMax),
});
export const liftSuppressionSchema = z.object({
  id: suppressionIdSchema,
  reason: z.enum(liftReasons),
  note: freeText("A note"),
});
