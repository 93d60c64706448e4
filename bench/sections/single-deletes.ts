import { Agent, request } from "node:http";
import { createApiKey } from "@/lib/api-keys/server/create-api-key";
import { openDatabase } from "@/lib/database/server/database";
import type { Console } from "../console/start-console";
import { memoryIdAt } from "../data/generated-memory";
import { timed } from "../in-turn";
import type { Measurement } from "../measurement";
import { WrongAnswerError, type Bench, type Section } from "../section";
import { summaryOf } from "../statistics";
import { adminContext } from "./request-selection";

const section = "single-deletes";
const atOnce = 60;
const perSecondMin = 150;

/** Applications that delete one memory a request, sixty at once: each is a deletion of its own. */
export const singleDeletes: Section = {
  name: section,
  needs: "console",
  run: async (bench, web) => {
    const count = bench.hasFewRounds ? 120 : 1_000;
    const key = await newKey(bench);
    const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
    try {
      // A server just started answers in twice the time.
      await deleteAll(web, agent, key, takeIds(bench, count / 2));
      const ids = takeIds(bench, count);
      const samples: number[] = [];
      const ms = await timed(async () => samples.push(...(await deleteAll(web, agent, key, ids))));
      await requireOneEach(bench, ids);
      return [rateLine(count, ms), line("of it, one request", samples)];
    } finally {
      agent.destroy();
    }
  },
};

const takeIds = ({ indexes }: Bench, count: number): string[] => indexes.stored(count).map(memoryIdAt);

async function newKey(bench: Bench): Promise<string> {
  const database = openDatabase(bench.database.url, { connectionsMax: 1 });
  try {
    const { key } = await createApiKey(adminContext(bench, database), { name: section, role: "support" });
    return key;
  } finally {
    await database.$client.end();
  }
}

/** How long each took, in milliseconds. */
async function deleteAll(web: Console, agent: Agent, key: string, ids: string[]): Promise<number[]> {
  const waiting = [...ids];
  const samples: number[] = [];
  const client = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const path = `${web.origin}/v1/memories/${id}/`;
      samples.push(await timed(() => deleteOne(path, agent, key)));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, client));
  return samples;
}

const deleteOne = (url: string, agent: Agent, key: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Token ${key}` };
    const sent = request(url, { method: "DELETE", agent, headers }, (response) => {
      response.resume();
      response.on("end", () => {
        if (response.statusCode === 200) resolve();
        else reject(new WrongAnswerError(`DELETE ${url} answered ${response.statusCode}.`));
      });
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.end();
  });

/** Each has its own deletion, which ended well, with its two events. */
async function requireOneEach({ client }: Bench, ids: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ done: number; events: number }>(
    `with own as (
       select deletion.id from deletion_items as item join deletions as deletion on deletion.id = item.deletion_id
       where item.memory_id = any ($1::uuid[]) and deletion.status = 'completed' and deletion.deleted_count = 1
     )
     select (select count(*)::integer from own) as done,
       (select count(*)::integer from ledger_events where body::jsonb ->> 'deletionId' in (select id::text from own)) as events`,
    [ids],
  );
  if (rows[0]?.done === ids.length && rows[0].events === 2 * ids.length) return;
  throw new WrongAnswerError(`${ids.length} single deletes ended as ${JSON.stringify(rows[0])}.`);
}

function rateLine(count: number, ms: number): Measurement {
  const perSecond = (count * 1_000) / ms;
  return {
    ...line(`${count} by API, ${atOnce} at once: ${perSecond.toFixed(0)} a second, so each took`, [
      ms / count,
    ]),
    goal: { words: `≥ ${perSecondMin} a second`, limit: 1_000 / perSecondMin },
    isMet: perSecond >= perSecondMin,
  };
}

function line(name: string, samples: readonly number[]): Measurement {
  const product = summaryOf(samples);
  const n = samples.length;
  return { section, name, unit: "ms", n, bare: null, product, ratio: null, goal: null, isMet: null };
}
