import type pg from "pg";
import { memorySearchString } from "@/lib/browse/memory-queries";
import { searchDefaults, type MemorySearch } from "@/lib/browse/memory-search";
import type { MemoryPage } from "@/lib/memories/memory-page";
import type { ConsoleSession } from "../console/console-session";
import { timed, type Rounds, type Run } from "../in-turn";
import { TookTooLongError, WrongAnswerError, type Bench } from "../section";

/** A path, and how to read from its last answer the ids of the memories that it showed. */
export type PagePath = { run: Run; ids: () => string[] };

const columns =
  "id, memory, user_id, agent_id, app_id, run_id, metadata, categories, immutable, expiration_date, " +
  "superseded_by, is_sample, created_at, updated_at";
let statementCount = 0;

export const pageRounds = ({ hasFewRounds }: Bench): Rounds =>
  hasFewRounds ? { warmUp: 2, measured: 5 } : { warmUp: 10, measured: 60 };

/** The product: what the table in the browser asks for. */
export function routePath(session: ConsoleSession, search: Partial<MemorySearch>): PagePath {
  const path = `/api/memories${memorySearchString({ ...searchDefaults, ...search })}`;
  let body = "";
  return {
    run: () => timed(async () => (body = await getOrThrow(session, path))),
    ids: () => (JSON.parse(body) as MemoryPage).memories.map(({ id }) => id),
  };
}

/**
 * Its counterpart: one statement, planned once and for its very values, so that nothing is left to save. `condition` and
 * the order are all there is to it.
 */
export function statementPath(client: pg.Client, condition: string): PagePath {
  const name = `page_${++statementCount}`;
  const text =
    `select ${columns} from memories where ${condition} ` +
    `order by created_at desc, id desc limit ${searchDefaults.limit}`;
  let rows: { id: string }[] = [];
  return {
    run: () => timed(async () => ({ rows } = await client.query<{ id: string }>({ name, text }))),
    ids: () => rows.map(({ id }) => id),
  };
}

/** The body of an answer with status 200. */
export async function getOrThrow(session: ConsoleSession, path: string): Promise<string> {
  const { status, body } = await session.get(path);
  if (status === 200) return body;
  const ErrorClass = body.includes('"code":"timed_out"') ? TookTooLongError : WrongAnswerError;
  throw new ErrorClass(`GET ${path} answered ${status}: ${body.slice(0, 300)}`);
}

/** Both have shown the same memories in the same order; answers how many. */
export function requireSameMemories(name: string, bare: PagePath, product: PagePath): number {
  const [expected, shown] = [bare.ids(), product.ids()];
  if (expected.join() !== shown.join()) {
    throw new WrongAnswerError(
      `${name}: the product shows ${shown.length} memories and the bare statement ${expected.length}, or not the same.`,
    );
  }
  return shown.length;
}
