import { randomUUID } from "node:crypto";
import { checkProof, isProven } from "@/lib/certificates/check-proof";
import { issueCertificate } from "@/lib/certificates/server/issue-certificate";
import { proveCertificate } from "@/lib/certificates/server/prove-certificate";
import { loadSigningKey } from "@/lib/certificates/server/signing-key";
import { ledgerTiles } from "@/drizzle/schema/ledger-log";
import { openDatabase, type Database } from "@/lib/database/server/database";
import { hashLine } from "@/lib/ledger/log/hash";
import { createTileWriter } from "@/lib/ledger/log/tiles";
import { produceCheckpoint, type LogSettings } from "@/lib/ledger/server/log/produce-checkpoint";
import { listLogKeys } from "@/lib/ledger/server/log/note-keys";
import { proveEvent } from "@/lib/ledger/server/log/prove";
import { migrateDatabase } from "@/lib/database/server/migrate-database";
import { memoryIdAt } from "../data/generated-memory";
import { inTurn, timed } from "../in-turn";
import { compared, timesBare, withinP95, type Measurement } from "../measurement";
import { WrongAnswerError, type Bench, type Section } from "../section";
import { deletedCount, deletionRounds, freshIds } from "./raw-delete";
import { runNext } from "./run-next";
import { adminContext, requestListed, requireDeleted } from "./request-selection";

const section = "ledger-log";
/** Of the five seconds, what lib/start/start-ledger-signing.ts leaves for the signing itself. */
const msLeft = 1_000;

/** What signing the ledger adds to a deletion, and what a proof takes in a ledger of a million events, and one with a certificate. */
export const ledgerLog: Section = {
  name: section,
  needs: "database",
  run: async (bench) => [...(await signing(bench)), await proving(bench), await certifying(bench)],
};

/** The server signs after a deletion's end, at most five seconds later, so that it may meet the next deletion, and no more. */
async function signing(bench: Bench): Promise<Measurement[]> {
  const database = openDatabase(bench.database.url);
  const { dataDir } = bench.database;
  const settings: LogSettings = { host: "bench", key: null, dataDir, anchorFile: `${dataDir}/none` };
  try {
    const ctx = adminContext(bench, database);
    const signings: number[] = [];
    const sign = async () => {
      const ms = await timed(async () => {
        const { kind } = await produceCheckpoint({ database, settings, now: ctx.now });
        if (kind !== "signed") throw new WrongAnswerError(`The ledger was not signed: ${kind}.`);
      });
      signings.push(ms);
    };
    const deleteOnce = async () => {
      const ids = freshIds(bench);
      let id = "";
      const ms = await timed(async () => {
        ({ id } = await requestListed(ctx, ids));
        await runNext(bench, ctx, id);
      });
      await requireDeleted(bench, id, ids);
      return ms;
    };
    const rounds = deletionRounds(bench);
    const samples = await inTurn(rounds, {
      bare: deleteOnce,
      product: async () => {
        const [ms] = await Promise.all([deleteOnce(), sign()]);
        return ms;
      },
    });
    const name = `delete ${deletedCount.toLocaleString("en-US")} listed while the ledger is signed, beside without`;
    return [
      compared({ section, name }, samples, timesBare(1.1)),
      withinP95({ section, name: "of it, signing" }, signings.slice(rounds.warmUp), msLeft),
    ];
  } finally {
    await database.$client.end();
  }
}

/** All that the server does when a certificate is asked for with its proof: signs, issues, signs again, and gathers. */
async function certifying(bench: Bench): Promise<Measurement> {
  const database = openDatabase(bench.database.url);
  const { dataDir } = bench.database;
  const settings: LogSettings = { host: "bench", key: null, dataDir, anchorFile: `${dataDir}/none` };
  try {
    const ctx = adminContext(bench, database);
    const key = await loadSigningKey({ configured: null, dataDir });
    const issuer = { origin: "bench", version: "0", timeZone: "UTC" };
    const sign = async () => {
      const produced = await produceCheckpoint({ database, settings, now: ctx.now });
      if (!("checkpoint" in produced))
        throw new WrongAnswerError(`The ledger was not signed: ${produced.kind}.`);
      return produced.checkpoint;
    };
    const { warmUp, measured } = bench.hasFewRounds
      ? { warmUp: 1, measured: 1 }
      : { warmUp: 3, measured: 25 };
    const samples: number[] = [];
    for (let round = 0; round < warmUp + measured; round++) {
      bench.signal.throwIfAborted();
      // As large as of any other deletion: it tells counts.
      const { id } = await requestListed(ctx, bench.indexes.stored(10).map(memoryIdAt));
      await runNext(bench, ctx, id);
      let bundle = new Uint8Array();
      const ms = await timed(async () => {
        await sign();
        const wish = { about: { deletionId: id }, language: "en", names: "plain" } as const;
        const issued = await issueCertificate(ctx, wish, { issuer, key });
        bundle = await proveCertificate(ctx, issued, sign);
      });
      const checked = checkProof(bundle, { keys: await listLogKeys(database), witnesses: [] });
      if (!isProven(checked)) throw new WrongAnswerError(`A certificate’s proof is ${checked.outcome}.`);
      samples.push(ms);
    }
    return withinP95({ section, name: "certificate with proof" }, samples.slice(warmUp), 300);
  } finally {
    await database.$client.end();
  }
}

/** In a database of its own, as the tiles are made up: proofs read nothing else. */
async function proving(bench: Bench): Promise<Measurement> {
  const size = bench.hasFewRounds ? 20_000 : 1_000_000;
  const name = `bench_log_${randomUUID().replaceAll("-", "")}`;
  await bench.client.query(`create database ${name}`);
  const url = Object.assign(new URL(bench.database.url), { pathname: `/${name}` }).toString();
  try {
    await migrateDatabase(url);
    const database = openDatabase(url);
    try {
      await fillTiles(database, size);
      const samples: number[] = [];
      for (let round = 0; round < 200; round++) {
        const seq = 1 + Math.floor((round * size) / 200);
        samples.push(await timed(() => proveEvent(database, seq, { size, note: "\n" })));
      }
      return withinP95(
        { section, name: `proof of an event of ${size.toLocaleString("en-US")}` },
        samples,
        20,
      );
    } finally {
      await database.$client.end();
    }
  } finally {
    await bench.client.query(`drop database ${name} with (force)`);
  }
}

async function fillTiles(database: Database, size: number): Promise<void> {
  const writer = createTileWriter(0, []);
  const write = async () => {
    const rows = writer.takeChanged().map((tile) => ({ ...tile, hashes: Buffer.from(tile.hashes) }));
    for (const row of rows) {
      await database
        .insert(ledgerTiles)
        .values(row)
        .onConflictDoUpdate({ target: [ledgerTiles.level, ledgerTiles.number], set: { hashes: row.hashes } });
    }
  };
  for (let index = 0; index < size; index++) {
    writer.append(hashLine(String(index)));
    if (index % 65_536 === 0) await write();
  }
  await write();
}
