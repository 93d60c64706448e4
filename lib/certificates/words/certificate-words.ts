import type { EntityKind } from "@/lib/memories/entity";
import type {
  CertificateFacts,
  CertificateMethod,
  CertificatePerson,
  CertificatePlace,
  CertificateVerdict,
  PartialReason,
  PlaceOutcome,
  UncoveredPlace,
  UncoveredRemedy,
} from "../types";

type Request = CertificateFacts["request"];
type Standards = CertificateFacts["standards"];
type Law = NonNullable<Request["law"]>;
type IdentityMethod = NonNullable<Request["identity"]>["method"];

/**
 * All words of a certificate and of its summary in one language. Terms of the law are those of the language's official version of
 * the GDPR. What is handed over is ready to be shown: names, days and instants are already in words.
 */
export type CertificateWords = {
  /** For Intl, and the language of the PDF. */
  locale: string;
  title: Record<CertificateVerdict, string>;
  /** The verdict as a word, for where a sentence is too long. */
  verdictWord: Record<CertificateVerdict, string>;
  verdict: {
    erased: (erasedCount: number, storeCount: number) => string;
    /** Nothing was left to be erased. */
    erasedBefore: (absentCount: number, storeCount: number) => string;
    partial: (erasedCount: number, totalCount: number, storeCount: number) => string;
    partialNothing: string;
    /** "Reasons: a; b." */
    reasons: (reasons: string[]) => string;
    denied: (ground: string | null) => string;
    deniedNothing: string;
    notChecked: (erasedCount: number, storeCount: number) => string;
    notCheckedNothing: string;
    /** What the search for the person had found, and how much of it was not chosen. */
    found: (foundCount: number, keptCount: number) => string;
    absentBefore: (count: number) => string;
  };
  /** `some`: where no number is known. */
  reason: Record<PartialReason, { some: string; one: string; other: string }>;
  memories: (count: number) => string;
  stores: (count: number) => string;

  sections: {
    request: string;
    scope: string;
    places: string;
    notCovered: string;
    people: string;
    standards: string;
    ledger: string;
    signature: string;
  };

  request: {
    reference: string;
    deletion: string;
    ticket: string;
    law: string;
    nature: string;
    erasure: string;
    received: string;
    receivedOn: (day: string, by: string | null) => string;
    acknowledged: string;
    acknowledgedOn: (day: string, due: string | null) => string;
    notAcknowledged: (due: string) => string;
    due: string;
    extended: (due: string, noticed: string) => string;
    erasedOn: string;
    answered: string;
    answeredOn: (day: string, days: number | null) => string;
    notAnswered: (days: number | null) => string;
    identity: string;
    identityUnchecked: string;
    identityChecked: (method: string, day: string) => string;
    denialGround: string;
    subject: string;
    subjectErased: string;
    subjectUnnamed: string;
    /** How somebody's own id is matched with a reference. */
    references: string;
  };
  law: Record<Law, string>;
  /** "by e-mail" */
  receivedBy: Record<NonNullable<Request["receivedBy"]>, string>;
  identityMethod: Record<IdentityMethod, string>;
  denialGround: Record<NonNullable<Request["denialGround"]>, string>;

  scope: {
    store: string;
    selection: string;
    asked: string;
    erased: string;
    absent: string;
    notErased: string;
    ended: string;
    deletion: (id: string) => string;
    everything: string;
    listed: (count: number) => string;
    entities: (entities: string, listedCount: number) => string;
    filter: (words: string) => string;
    entity: Record<EntityKind, (value: string) => string>;
    /** The values are references though the certificate names names: the record has no others any more. */
    valuesErased: string;
    excluded: (count: number) => string;
    keepsImmutable: string;
    keptImmutable: (count: number) => string;
    failed: (count: number, unknownCount: number) => string;
    left: (count: number) => string;
    joined: (count: number) => string;
    storedSince: (count: number) => string;
    cutoff: (instant: string) => string;
    status: Record<"failed" | "cancelled", string>;
  };

  places: {
    store: string;
    place: string;
    method: string;
    lookedFor: string;
    found: string;
    outcome: string;
    time: string;
    /** Beside the method, where not everything was looked for. */
    sample: string;
    removed: (count: number) => string;
    none: string;
    /** What the outcomes do and do not say. */
    note: (timeZone: string) => string;
  };
  place: Record<CertificatePlace, string>;
  method: Record<CertificateMethod, string>;
  outcome: Record<PlaceOutcome, string>;

  notCovered: {
    what: string;
    remedy: string;
    intro: string;
    none: string;
    /** `at`: when the files had been written anew. Else than those two, pages and indexes always were, and backups never are. */
    cleaned: (at: string, hasStatistics: boolean, hasLog: boolean) => string;
  };
  uncovered: Record<UncoveredPlace, string>;
  remedy: Record<UncoveredRemedy, string>;

  people: { did: string; name: string; role: string; time: string };
  did: Record<CertificatePerson["did"], string>;
  role: Record<NonNullable<CertificatePerson["role"]>, string>;
  personKind: Record<CertificatePerson["kind"], string>;

  nist: {
    title: string;
    media: string;
    mediaWords: Record<Standards["nist80088r2"]["media"], string>;
    technique: string;
    techniqueWords: Record<Standards["nist80088r2"]["technique"], string>;
    tool: string;
    check: string;
    checkWords: Record<Standards["nist80088r2"]["check"], string>;
    claim: Record<Standards["nist80088r2"]["claim"], string>;
  };
  ccpa: {
    title: string;
    requestOn: string;
    nature: string;
    natureWords: Record<NonNullable<Standards["ccpa7101"]>["nature"], string>;
    manner: string;
    responseOn: string;
    response: string;
    responseWords: Record<NonNullable<Standards["ccpa7101"]>["response"], string>;
    denialGround: string;
    none: string;
  };

  ledger: {
    number: string;
    event: string;
    hash: string;
    /** Where there are too many events for a table: "12, 14–19". */
    events: (numbers: string) => string;
    none: string;
    head: (number: string, hash: string) => string;
    checkpoint: (size: string, origin: string, root: string) => string;
    /** Why the chain proves something, in a sentence. */
    note: string;
  };

  signature: {
    issued: string;
    issuedAt: (instant: string, origin: string) => string;
    certificate: string;
    key: string;
    fingerprint: string;
    digest: string;
    signature: string;
    intro: string;
    /** What a lawyer asks first. */
    notQualified: string;
    verifyTitle: string;
    verifyAt: (address: string) => string;
    verifyCommand: string;
    qr: string;
    asOf: string;
    memory: string;
    codePoints: string;
  };
  page: (page: number, pages: number) => string;

  summary: {
    /** Each of the six is one line. */
    title: (title: string, reference: string) => string;
    places: (absentCount: number, totalCount: number, rest: string[]) => string;
    noPlaces: string;
    place: Record<Exclude<PlaceOutcome, "verified_absent">, (count: number) => string>;
    notCovered: (places: string[]) => string;
    nothingUncovered: string;
    request: (parts: string[]) => string;
    law: Record<Law, string>;
    received: (day: string) => string;
    due: (day: string) => string;
    answered: (day: string, days: number | null) => string;
    notAnswered: string;
    noTicket: (day: string) => string;
    certificate: (id: string, day: string, origin: string) => string;
  };
};

/**
 * A sentence that depends on a number. `#` stands for the number as the language writes it. None of the six languages has a third
 * form behind digits: "1 000 000 entrées".
 */
export const pluralOf = (locale: string) => {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (count: number, one: string, other = one): string =>
    (rules.select(count) === "one" ? one : other).replaceAll("#", numbers.format(count));
};

/** A reason that has no number. */
export const same = (text: string): { some: string; one: string; other: string } => ({
  some: text,
  one: text,
  other: text,
});
