import { z } from "zod";
import { dayIn } from "@/lib/tickets/clocks";
import type { CertificateFacts } from "../types";
import type { Claim, LedgerEvents } from "./claim";
import { parse } from "./read-body";

const bodySchema = z.object({
  ticketId: z.string(),
  change: z.string(),
  law: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
});
type Told = { seq: number; recordedAt: Date } & z.infer<typeof bodySchema>;

/**
 * What a certificate of a ticket says of the request, held against the events about the ticket that it names. `unrecorded` says what no
 * ledger has.
 */
export const requestClaims = (facts: CertificateFacts, events: LedgerEvents): Claim[] => {
  const told = toldOf(facts, events);
  if (facts.about.kind !== "ticket") return [];
  if (told.length === 0)
    return [{ stands: false, words: "Request: no event that it names tells of the ticket." }];
  const wrong = [...differences(facts, told), ...omissions(facts, told)];
  return wrong.length > 0
    ? wrong.map((words) => ({ stands: false, words }))
    : [{ stands: true, words: `Request: ${comparedWords} are as the events of the ticket tell.` }];
};

const comparedWords = "law, days of receipt, answer and extension, identity check and its deletions";

/** What a certificate says and no ledger does, in words: it rests on its signature alone. */
export const unrecordedOf = ({
  about,
  request,
  subject,
  erasures,
  found,
  look,
}: CertificateFacts): string[] => [
  ...(about.kind === "deletion" && request.receivedOn !== null
    ? ["when and how the request was received, until when it was due, and how the identity was checked"]
    : []),
  ...(request.reference === null ? [] : ["the reference"]),
  ...(request.acknowledgeDueOn === null ? [] : ["until when it was to be acknowledged"]),
  ...(subject.names.length === 0 ? [] : ["whom it is about"]),
  ...(erasures.some(({ selection }) => selection.kind !== "everything" && selection.kind !== "listed")
    ? ["the values that were selected by, to which it holds a commitment only"]
    : []),
  "names of people and stores",
  ...(found === null && look === null
    ? []
    : ["what searches for the person found, as a browser or a store told"]),
];

const toldOf = ({ about, ledger }: CertificateFacts, events: LedgerEvents): Told[] =>
  about.kind !== "ticket"
    ? []
    : ledger.events
        .flatMap(({ seq }) => events.get(seq) ?? [])
        .flatMap(({ seq, recordedAt, body: text }) => {
          const body = bodySchema.safeParse(parse(text)).data;
          return body?.ticketId === about.ticketId ? [{ seq, recordedAt, ...body }] : [];
        });

/** Each day and code of the request with the event that said it last. Of what no named event says nothing is known either way. */
const differences = ({ request }: CertificateFacts, told: readonly Told[]): string[] => {
  const last = (...changes: string[]) => told.findLast(({ change }) => changes.includes(change));
  const received = last("created", "request_corrected");
  const due = last("created", "request_corrected", "extended");
  const extended = told.findLast(
    ({ change, facts }) =>
      change === "extended" || (change === "request_corrected" && facts.isExtensionLost === true),
  );
  const acknowledged = last("acknowledged");
  const checked = last("identity_checked");
  const answered = last("settled", "denied", "withdrawn");
  const denied = last("denied");
  const dayOf = ({ recordedAt }: Told) => dayIn(request.timeZone, recordedAt);
  const all: [string, Told | undefined, unknown, unknown][] = [
    ["law", received, received?.law, request.law],
    ["day of receipt", received, received?.facts.receivedOn, request.receivedOn],
    ["way of receipt", received, received?.facts.receivedBy, request.receivedBy],
    ["day by which an answer was due", due, due?.facts.dueOn ?? null, request.dueOn],
    ["extension", extended, extended?.change === "extended" ? extended.facts.on : null, request.extendedOn],
    ["acknowledgement", acknowledged, acknowledged?.facts.on, request.acknowledgedOn],
    ["identity check", checked, checked?.facts.method, request.identity?.method ?? null],
    [
      "day of the identity check",
      checked,
      checked === undefined ? null : dayOf(checked),
      request.identity?.checkedOn ?? null,
    ],
    ...(request.answeredOn === null
      ? []
      : [
          [
            "day of the answer",
            answered,
            answered === undefined ? null : dayOf(answered),
            request.answeredOn,
          ] as [string, Told | undefined, unknown, unknown],
        ]),
    ...(request.denialGround === null
      ? []
      : [
          ["ground of refusal", denied, denied?.facts.ground, request.denialGround] as [
            string,
            Told | undefined,
            unknown,
            unknown,
          ],
        ]),
  ];
  return all.flatMap(([what, event, inLedger, claimed]) => {
    if (event === undefined)
      return claimed === null ? [] : [`Request: no event that it names tells of the ${what}.`];
    return inLedger === claimed ? [] : [`Request: event ${event.seq} tells of another ${what}.`];
  });
};

/** What the ledger has of the ticket, and the certificate passes over. */
const omissions = ({ erasures, look }: CertificateFacts, told: readonly Told[]): string[] => {
  const known = new Set(erasures.map(({ deletionId }) => deletionId));
  const requested = told.filter(({ change }) => change === "deletion_requested");
  const lastRequestSeq = requested.at(-1)?.seq ?? 0;
  const back = told.findLast(({ change, seq }) => change === "looked_again" && seq > lastRequestSeq);
  const backCount = Number(back?.facts.theirsCount ?? 0);
  return [
    ...requested
      .filter(({ facts }) => !known.has(String(facts.deletionId)))
      .map(
        ({ seq, facts }) => `Request: event ${seq} tells of deletion ${facts.deletionId}, and it does not.`,
      ),
    ...(back !== undefined && backCount > 0 && (look?.theirsCount ?? 0) === 0
      ? [`Request: event ${back.seq} tells of ${backCount} memories found again, and it does not.`]
      : []),
  ];
};
