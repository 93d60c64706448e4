import type { LedgerAlarmCode, ShownAlarm } from "@/lib/ledger/alarms";

/** What is wrong, and what to do, in two or three sentences. */
export const alarmWords = ({ code, subject, facts }: ShownAlarm): { title: string; words: string } =>
  wordsOf(code)?.(facts, subject) ?? {
    title: "The ledger raised an alarm",
    words: `This release does not know its code, ${code}.`,
  };

type Words = (facts: ShownAlarm["facts"], subject: string) => { title: string; words: string };

const wordsOf = (code: string): Words | undefined =>
  code in words ? words[code as LedgerAlarmCode] : undefined;

const verify =
  "Nothing is signed until this is explained: verify the whole ledger to see which events it is about.";

const words: Record<LedgerAlarmCode, Words> = {
  truncated: (facts) => ({
    title: "The ledger ends before what was signed",
    words: `It has ${events(facts.headSeq)}, and ${number(facts.signedSize)} were signed. Most often an older backup was restored; or the end was cut off. ${verify}`,
  }),
  restored: () => ({
    title: "The ledger is the one of a restored backup",
    words:
      "The journal of erasures knows of events that this ledger lacks. Nothing is signed until what was erased is erased again: a new log begins then, which follows the one that was signed.",
  }),
  rewritten: () => ({
    title: "The ledger is not what was signed",
    words: `Events were changed after they had been signed. ${verify}`,
  }),
  forked: (facts) => ({
    title: "The ledger is not the one that was signed",
    words: `Its first ${events(facts.signedSize)} are not those of the checkpoint that is kept outside of the database: an older backup was restored and used, or events were rewritten. ${verify}`,
  }),
  gap: (facts) => ({
    title: "Events are missing from the ledger",
    words: `Event ${number(facts.seq)} is not there. ${verify}`,
  }),
  kept_unreadable: (facts) => ({
    title: "The checkpoint outside the database cannot be read",
    words:
      facts.errorCode === "not_a_checkpoint"
        ? "What is kept in the data folder or with the last anchor is not a checkpoint: it was changed. Nothing is signed meanwhile."
        : `The data folder or the anchor file cannot be read (${String(facts.errorCode)}). Nothing is signed meanwhile.`,
  }),
  witness_refused: (facts, subject) => ({
    title: `The witness ${subject} holds another history of this ledger`,
    words: `It signed ${events(facts.witnessSize)} that are not the first of this ledger, so it refuses to sign ${events(facts.size)}. The ledger was rewritten, or it is kept twice under one name. Ask whoever runs the witness what they hold.`,
  }),
  witness_ahead: (facts, subject) => ({
    title: `The witness ${subject} has signed more events than there are`,
    words: `It signed ${events(facts.witnessSize)}, and the ledger has ${number(facts.size)}. An older backup was restored, or the end was cut off.`,
  }),
};

const number = (value: string | number | undefined): string => Number(value ?? 0).toLocaleString("en");
const events = (count: string | number | undefined): string =>
  `${number(count)} ${Number(count) === 1 ? "event" : "events"}`;
