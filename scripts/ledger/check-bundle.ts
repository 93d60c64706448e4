import { readFile } from "node:fs/promises";
import { checkBundle } from "@/lib/ledger/log/check-bundle";
import {
  bundleLimits,
  bundleProblemWords,
  signatureWords,
  untrustedWords,
} from "@/lib/ledger/log/bundle-words";
import type { ProvenEvent } from "@/lib/ledger/log/proven-event";
import type { VerifierKey } from "@/lib/ledger/log/verifier-key";
import { withNamedInvisible } from "@/lib/text/invisible-characters";
import { errorCode, StartError } from "../start-error";

/**
 * `npm run ledger -- proof FILE --key VKEY`: whether the events of a proof bundle are in the log of these keys, and whether all of these
 * witnesses have signed its checkpoint. Needs neither a database nor a connection. 0 only when all of it is proven.
 */
export async function checkBundleFile({
  bundle: file,
  keys,
  witnesses,
}: {
  bundle: string;
  keys: VerifierKey[];
  witnesses: VerifierKey[];
}): Promise<number> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw errorCode(error) === null ? error : new StartError(`${file} cannot be read (${errorCode(error)}).`);
  });
  const checked = checkBundle(bytes, { keys, witnesses });
  switch (checked.outcome) {
    case "other":
      return say("This is not a proof bundle.");
    case "incomplete":
      return say(`Not verified: ${shown(checked.file)} is missing from the bundle, or is damaged.`);
    case "malformed":
    case "forged":
    case "unknown_key":
      return say(`Not verified. ${shown(untrustedWords(checked))}`);
    case "proven":
    case "not_proven":
      break;
  }
  const { origin, size, signedBy, cosignedBy, missingWitnesses, events, continuedSizes, problems } = checked;
  console.log(`The log ${shown(origin)}, as it was with ${count(size, "event")}.`);
  for (const signature of [...signedBy, ...cosignedBy]) console.log(shown(signatureWords(signature)));
  for (const { name } of missingWitnesses) console.log(`Not cosigned by ${shown(name)}.`);
  for (const earlier of continuedSizes)
    console.log(`It continues the checkpoint of ${count(earlier, "event")} that is in the bundle.`);
  for (const event of events) console.log(eventLine(event));
  for (const problem of problems) console.log(shown(bundleProblemWords(problem)));
  for (const sentence of bundleLimits(checked)) console.log(sentence);
  if (checked.outcome === "proven") {
    console.log(
      `Verified: ${count(events.length, "event")} of the bundle ${events.length === 1 ? "is" : "are"} in this log.`,
    );
    return 0;
  }
  return say(
    events.length === 0 && problems.length === 0
      ? "Not verified: the bundle has no event."
      : `Not verified: ${count(problems.length, "file")} of the bundle ${problems.length === 1 ? "is" : "are"} not what ${problems.length === 1 ? "it" : "they"} should be, ${count(missingWitnesses.length, "cosignature")} ${missingWitnesses.length === 1 ? "is" : "are"} missing.`,
  );
}

/** With all that it says, so that nothing of it has to be believed. */
const eventLine = ({ seq, kind, recordedAt, body }: ProvenEvent): string =>
  `Event ${seq}: ${kind}, ${recordedAt} ${shown(body)}`;

/** What a file says could else command a terminal. */
const shown = (text: string): string => withNamedInvisible(text);

const count = (number: number, noun: string): string =>
  `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

const say = (words: string): number => {
  console.log(words);
  return 1;
};
