/** Somebody, or a place, that bears witness to the ledger. Instants are ISO 8601 in UTC. */
export type Attestor = {
  kind: "witness" | "timestamp" | "anchor_url" | "anchor_file";
  /** A witness's name, a host, or a path. */
  name: string;
  /** It vouches for events 1 to this one; 0 for none. */
  attestedSize: number;
  /** By its own clock, where it has signed. */
  attestedAt: string | null;
  /** When it was asked last; null: never. */
  askedAt: string | null;
  /** Why it did not attest when it was asked last; null: it did, or was not asked. */
  errorCode: string | null;
};

export type Attestation = {
  eventCount: number;
  attestors: Attestor[];
};

/** Whether it is somebody else's word: a file is not, wherever it lies, as Lethe cannot know who may change it. */
export const isOutside = ({ kind }: Pick<Attestor, "kind">): boolean => kind !== "anchor_file";

/** Events 1 to this one are attested by somebody outside; 0 for none. */
export const attestedThrough = ({ attestors }: Attestation): number =>
  Math.max(0, ...attestors.filter(isOutside).map(({ attestedSize }) => attestedSize));

export type AttestationLook = { look: "success" | "warning" | "info"; title: string; words: string };

/** The verdict, in a sentence or two: green for nothing but all events attested outside. */
export const attestationWords = (attestation: Attestation): AttestationLook => {
  const { eventCount, attestors } = attestation;
  const outside = attestors.filter(isOutside);
  const through = Math.min(attestedThrough(attestation), eventCount);
  const contradicting = outside.filter(
    ({ errorCode }) => errorCode !== null && contradictions.has(errorCode),
  );
  if (contradicting.length > 0) {
    return {
      look: "warning",
      title: `${names(contradicting)} ${contradicting.length === 1 ? "contradicts" : "contradict"} this ledger`,
      words: "What is attested below was attested before that, and proves nothing until it is explained.",
    };
  }
  if (eventCount === 0) return { look: "info", title: "There is nothing to attest yet", words: "" };
  if (outside.length === 0) {
    return {
      look: "warning",
      title: "Nobody outside attests this ledger",
      words:
        "Whoever controls this machine and its database could rewrite all of it unseen. Set LETHE_WITNESSES, LETHE_TIMESTAMP_URL or LETHE_ANCHOR_URL.",
    };
  }
  if (through === 0) {
    return {
      look: "warning",
      title: "No event is attested outside yet",
      words: `${names(outside)} ${outside.length === 1 ? "has" : "have"} not attested anything so far.`,
    };
  }
  const by = names(outside.filter(({ attestedSize }) => attestedSize >= through));
  if (through < eventCount) {
    const rest = eventCount - through;
    return {
      look: "warning",
      title: `The last ${rest === 1 ? "event is" : `${number(rest)} events are`} not attested outside yet`,
      words: `Events 1 to ${number(through)} are, by ${by}. Nothing outside would show if what comes after them were rewritten.`,
    };
  }
  return {
    look: "success",
    title:
      eventCount === 1
        ? "The one event is attested outside"
        : `All ${number(eventCount)} events are attested outside`,
    words: `By ${by}. How much that is worth depends on who runs ${by.includes(" and ") ? "them" : "it"}: it has to be somebody else.`,
  };
};

/** Codes of answers that say that the ledger is another one. */
const contradictions = new Set(["forked", "ahead", "contradicts"]);

const names = (attestors: readonly Attestor[]): string => {
  const all = attestors.map(({ name }) => name);
  const last = all.pop() ?? "";
  return all.length === 0 ? last : `${all.join(", ")} and ${last}`;
};
const number = (value: number): string => value.toLocaleString("en");
