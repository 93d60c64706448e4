import { databaseNow } from "@/lib/database/server/database-clock";
import { once } from "node:events";
import { createWriteStream, renameSync, rmSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Database } from "@/lib/database/server/database";
import { DatabaseError } from "@/lib/database/server/database-error";
import {
  anchoredWords,
  findingWords,
  isVerified,
  signedWords,
  sourceWords,
  verdictWords,
} from "@/lib/ledger/finding-words";
import { readAnchors } from "@/lib/ledger/server/anchor-file";
import { anchorHead } from "@/lib/ledger/server/anchor-head";
import { exportLedger } from "@/lib/ledger/server/export-ledger";
import { readExport } from "@/lib/ledger/server/read-export";
import { verifyStoredLedger } from "@/lib/ledger/server/verify-stored-ledger";
import type { VerifierKey } from "@/lib/ledger/log/verifier-key";
import type { Anchor, AnchorSource, Report } from "@/lib/ledger/types";
import { verifyLedger } from "@/lib/ledger/verify-ledger";
import { runToEnd } from "./run-to-end";
import { readArguments } from "./ledger/arguments";
import { connectLedger } from "./ledger/connect-ledger";
import { readLedgerSettings } from "./ledger/settings";
import type { Lifetime } from "./lifetime";
import { errorCode, StartError } from "./start-error";

/**
 * `npm run ledger`: verifies, exports or anchors the ledger, holds a certificate against it, or verifies a proof bundle, also while Lethe runs. 0 only when it
 * succeeded or verifies.
 */
export default async function ledger(args: string[]): Promise<number> {
  const read = readArguments(args);
  const result = await runToEnd(async (lifetime) => {
    if (read.command === "certificate") {
      // What it needs is more than the rest of the command.
      const { checkCertificate } = await import("./ledger/check-certificate");
      return checkCertificate({ ...read, connect: () => connectLedger(lifetime) });
    }
    if (read.command === "proof") {
      const { checkBundleFile } = await import("./ledger/check-bundle");
      return checkBundleFile(read);
    }
    const { command, file, anchors, keys } = read;
    if (command === "verify") {
      return file === null ? verifyDatabase(lifetime, anchors, keys) : verifyFile(file, anchors);
    }
    const database = await connectLedger(lifetime);
    return command === "export"
      ? exportTo(file, database, lifetime.signal)
      : anchor(database, lifetime.signal);
  }).catch((error: unknown) => {
    if (!(error instanceof DatabaseError)) throw error;
    throw new StartError(
      error.code === "42P01"
        ? "This database has no ledger: start Lethe on it once."
        : `The database cannot be used (${error.code}): check that it is running and that its address is right.`,
    );
  });
  return result ?? 130;
}

const actor = { kind: "system", id: "ledger-command", label: "npm run ledger" } as const;

async function verifyDatabase(
  lifetime: Lifetime,
  anchorsPath: string | null,
  keys: VerifierKey[],
): Promise<number> {
  const database = await connectLedger(lifetime);
  const { anchors, dataDir } = readLedgerSettings();
  const given = anchorsPath === null ? {} : { anchors: await givenAnchors(anchorsPath) };
  const input = { anchorFile: anchors.file, dataDir, keys, signal: lifetime.signal, ...given };
  for await (const message of verifyStoredLedger({ actor, database }, input)) {
    if (message.type === "report") return print(message.report, message.source);
  }
  // Interrupted, it has not seen the whole, and must not say anything of it.
  lifetime.signal.throwIfAborted();
  throw new Error("A verification ended without a report.");
}

async function verifyFile(file: string, anchorsPath: string | null): Promise<number> {
  const none = { anchors: [], source: { kind: "none" } } as const;
  const { anchors, source } = anchorsPath === null ? none : await givenAnchors(anchorsPath);
  const report = await verifyLedger(readExport(file), anchors).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  return print(report, source);
}

async function givenAnchors(file: string): Promise<{ anchors: Anchor[]; source: AnchorSource }> {
  const found = await readAnchors(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  if (found === null) throw new StartError(`There is no file ${file}.`);
  if (found.anchors.length === 0) throw new StartError(`${file} contains no anchor, so it proves nothing.`);
  return {
    anchors: found.anchors,
    source: { kind: "read", unreadableLineCount: found.unreadableLines.length },
  };
}

const unreadable = (file: string, error: unknown): unknown =>
  errorCode(error) === null ? error : new StartError(`${file} cannot be read (${errorCode(error)}).`);

function print(report: Report, source: AnchorSource): number {
  for (const finding of report.findings) console.log(findingWords(finding));
  const moreCount = report.findingCount - report.findings.length;
  if (moreCount > 0) console.log(`And ${moreCount} more findings.`);
  const about = sourceWords(source);
  if (about !== null) console.log(about);
  for (const sentence of anchoredWords(report)) console.log(sentence);
  const signed = signedWords(report);
  if (signed !== null) console.log(signed);
  console.log(verdictWords(report, source));
  return isVerified(report, source) ? 0 : 1;
}

async function exportTo(file: string | null, database: Database, signal: AbortSignal): Promise<number> {
  const lines = exportLedger({ actor, database }, signal);
  if (file === null) {
    for await (const line of lines) {
      if (!process.stdout.write(line)) await once(process.stdout, "drain");
    }
    return 0;
  }
  // Under its name only when it is whole.
  const draft = `${file}.${process.pid}.part`;
  try {
    await pipeline(lines, createWriteStream(draft, { flush: true }), { signal });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw errorCode(error) !== null && !(error instanceof DatabaseError)
      ? new StartError(`${file} cannot be written (${errorCode(error)}).`)
      : error;
  }
  console.log(`Wrote ${file}. Verify it with: npm run ledger -- verify --file ${file} --anchors FILE`);
  return 0;
}

async function anchor(database: Database, signal: AbortSignal): Promise<number> {
  const { anchors } = readLedgerSettings();
  const result = await anchorHead({ database, settings: anchors, now: databaseNow(), signal });
  const places = { file: anchors.file, url: anchors.url === null ? "the URL" : new URL(anchors.url).host };
  switch (result.kind) {
    case "busy":
      throw new StartError("Another process is writing an anchor right now: try again in a moment.");
    case "no_events":
      console.log("The ledger has no events yet, so there is nothing to anchor.");
      return 0;
    case "unmoved":
      console.log("Nothing has been recorded since the last anchor.");
      return 0;
    case "tried":
      for (const { destination, errorCode: code } of result.attempts) {
        const words =
          code === null
            ? `Anchored event ${result.seq} at ${places[destination]}.`
            : code === "contradicts_last"
              ? `Anchored event ${result.seq} at ${places.file}, but the ledger no longer holds the event that was anchored there before: verify it.`
              : `Event ${result.seq} could not be anchored at ${places[destination]} (${code}).`;
        console.log(words);
      }
      return result.attempts.every(({ errorCode: code }) => code === null) ? 0 : 1;
  }
}
