import { createReadStream, createWriteStream, rmSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { openDatabase } from "@/lib/database/server/database";
import { importMemories } from "@/lib/imports/server/import-memories";
import { memoryCopyColumns, memoryCopyLines, memoryJsonLines } from "../data/copy-lines";
import { copyInto } from "../data/load-memories";
import { inTurn, timed } from "../in-turn";
import { compared, timesBare } from "../measurement";
import { WrongAnswerError, type Bench, type Section } from "../section";
import { adminContext } from "./request-selection";

const section = "import";
const warmUpLines = 2000;
const linesOf = ({ rows, isQuick }: Bench) => (isQuick ? 5000 : Math.min(200_000, rows / 5));

/**
 * A file of JSON lines by the product's import, beside COPY of just as many memories of the same kind into the same table
 * and indexes. The product vacuums and analyses before it says that it is done, so COPY with that is a line of its own.
 */
export const imports: Section = {
  name: section,
  needs: "database",
  run: async (bench) => {
    const lines = linesOf(bench);
    const rounds = { warmUp: 1, measured: bench.hasFewRounds ? 1 : 3 };
    const countOf = (round: number) => (round < rounds.warmUp ? warmUpLines : lines);
    const vacuums: number[] = [];
    await vacuum(bench);
    const samples = await inTurn(rounds, {
      bare: async (round) => {
        const ms = await copyLines(bench, countOf(round));
        vacuums.push(await timed(() => vacuum(bench)));
        return ms;
      },
      product: (round) => importLines(bench, countOf(round)),
    });
    const name = `${lines.toLocaleString("en-US")} lines`;
    const settled = samples.bare.map((ms, round) => ms + (vacuums[rounds.warmUp + round] ?? 0));
    return [
      compared({ section, name: `${name} beside COPY` }, samples, timesBare(2)),
      compared({ section, name: `${name} beside COPY and VACUUM` }, { ...samples, bare: settled }, null),
    ];
  },
};

/** The same as the product does after a large import, so that each of the two finds the store as the other did. */
const vacuum = ({ client }: Bench) =>
  client.query("vacuum (analyze, index_cleanup on) memories, memory_versions");

async function copyLines(bench: Bench, count: number): Promise<number> {
  const from = bench.indexes.unstored(count);
  // Made beforehand: generating is not copying.
  const lines = [...memoryCopyLines(from, from + count)];
  return timed(() => copyInto(bench.client, `memories (${memoryCopyColumns})`, lines));
}

async function importLines(bench: Bench, count: number): Promise<number> {
  const from = bench.indexes.unstored(count);
  const file = path.join(bench.database.dataDir, "import.jsonl");
  await pipeline(Readable.from(memoryJsonLines(from, from + count)), createWriteStream(file));
  const database = openDatabase(bench.database.url, { connectionsMax: 3 });
  try {
    let addedCount = 0;
    const source: AsyncIterable<Buffer> = createReadStream(file);
    const ms = await timed(async () => {
      ({ addedCount } = await importMemories(adminContext(bench, database), {
        source,
        signal: bench.signal,
      }));
    });
    if (addedCount !== count) throw new WrongAnswerError(`Of ${count} memories ${addedCount} were imported.`);
    return ms;
  } finally {
    await database.$client.end();
    rmSync(file);
  }
}
