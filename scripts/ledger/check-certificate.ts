import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { checkFile } from "@/lib/certificates/check-file";
import { readPublicKeys, type PublicKey } from "@/lib/certificates/public-keys";
import { extractFromDatabase, extractFromExport } from "@/lib/certificates/server/extract-ledger";
import { holdAgainstLedger, neededOf } from "@/lib/certificates/server/hold-against-ledger";
import { unrecordedOf } from "@/lib/certificates/server/hold-request";
import { listKeys } from "@/lib/certificates/server/register-key";
import { en } from "@/lib/certificates/words/en";
import { verdictSentences } from "@/lib/certificates/words/verdict-sentences";
import type { Database } from "@/lib/database/server/database";
import { referWith } from "@/lib/deletions/server/record/reference";
import { readExport } from "@/lib/ledger/server/read-export";
import { errorCode, StartError } from "../start-error";
import { readSecret } from "./settings";

export type CertificateInput = {
  certificate: string;
  /** Null: the ledger is in the database. */
  file: string | null;
  /** Null: those that the database knows; none beside an export. */
  key: string | null;
  /** Whether names and ids are read from the standard input, to be matched with its references. */
  match: boolean;
  connect: () => Promise<Database>;
};

/**
 * `npm run ledger -- certificate FILE`: whether a certificate is as it was signed, with a key that is known, and which of its claims
 * stand in the ledger. 0 only when all do.
 */
export async function checkCertificate({
  certificate,
  file,
  key,
  match,
  connect,
}: CertificateInput): Promise<number> {
  const bytes = await read(certificate);
  const database = file === null ? await connect() : null;
  const checked = await checkFile(bytes, await knownKeys(key, database));
  switch (checked.outcome) {
    case "other":
      return say("This is not a certificate that Lethe issues.");
    case "altered":
      return say("Altered: this is not what was signed. Nothing in it can be relied on.");
    case "unknown_key":
      return say(
        `Unknown key: it is consistent in itself, but signed with the key ${checked.signed.keyId}, which is not known here. Anybody can make such a file. Give a public key that you trust: --key FILE`,
      );
    case "valid":
      break;
  }
  const { signed, facts, isAfterRetirement } = checked;
  console.log(`Signature: valid, with the key ${signed.keyId}.`);
  if (facts === null) return say("It is in a form that this version of Lethe does not know.");
  console.log(`Certificate ${facts.id}, issued ${facts.issuedAt} by ${facts.origin}.`);
  console.log(verdictSentences(facts, en).join(" "));
  if (isAfterRetirement) console.log("It says that it was issued after its key was retired.");
  const needed = neededOf(signed, facts);
  const extract =
    database !== null
      ? await extractFromDatabase(database, needed)
      : await extractFromExport(readExport(file ?? ""), needed).catch((error: unknown) => {
          throw unreadable(file ?? "", error);
        });
  if (match) await matchNames(signed.facts);
  const claims = holdAgainstLedger(facts, extract);
  for (const { stands, words } of claims) console.log(`${stands ? "Stands" : "Does not stand"}: ${words}`);
  console.log(`Not recorded in the ledger: ${unrecordedOf(facts).join("; ")}.`);
  const doubtful = claims.filter(({ stands }) => !stands).length + (isAfterRetirement ? 1 : 0);
  const verify = `npm run ledger -- verify${file === null ? "" : " --file EXPORT --anchors FILE"}`;
  console.log(
    doubtful === 0
      ? `Verified: the certificate is valid, and what of it the ledger records stands there. That the ledger itself is sound: ${verify}`
      : `Not verified: ${doubtful} of ${claims.length} claims do not stand in the ledger.`,
  );
  return doubtful === 0 ? 0 : 1;
}

/**
 * Says for each line of the standard input whether its reference stands in the certificate: that person is meant. From there and not from
 * the command line, which shells write down. No line is repeated.
 */
const matchNames = async (facts: string): Promise<void> => {
  const refer = referWith(readSecret());
  let line = 0;
  for await (const text of createInterface({ input: process.stdin })) {
    line++;
    if (text.trim() === "") continue;
    const reference = refer(text.trim());
    console.log(
      facts.includes(reference)
        ? `Line ${line} is meant: its reference, ${reference}, stands in the certificate.`
        : `Line ${line} is not named by it: its reference would be ${reference}. Capital and small letters count.`,
    );
  }
};

const knownKeys = async (file: string | null, database: Database | null): Promise<PublicKey[]> => {
  if (file !== null) {
    const keys = readPublicKeys(new TextDecoder().decode(await read(file)));
    if (keys === null) throw new StartError(`${file} contains no Ed25519 public key.`);
    return keys;
  }
  if (database === null) return [];
  return readPublicKeys(JSON.stringify({ keys: await listKeys(database) })) ?? [];
};

const read = async (file: string): Promise<Uint8Array> => {
  try {
    return await readFile(file);
  } catch (error) {
    throw unreadable(file, error);
  }
};

const unreadable = (file: string, error: unknown): unknown =>
  errorCode(error) === null ? error : new StartError(`${file} cannot be read (${errorCode(error)}).`);

const say = (words: string): number => {
  console.log(words);
  return 1;
};
