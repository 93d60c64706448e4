import { chromium, type Browser, type Page } from "playwright";
import { openDatabase } from "@/lib/database/server/database";
import { findBrowser } from "@/testing/product/find-browser";
import type { Console } from "../console/start-console";
import { withinP95 } from "../measurement";
import type { Bench, Section } from "../section";
import { adminContext, requestListed } from "./request-selection";

const section = "live";
const p95MsMax = 150;

/**
 * From the end of a deletion by the web server's runner until two pages of another signed-in browser show it: the memory
 * is gone from the table, and history says that it is completed.
 */
export const live: Section = {
  name: section,
  needs: "console",
  run: async (bench, web) => {
    const executablePath = findBrowser(bench.log);
    const browser = await chromium.launch({ executablePath });
    const database = openDatabase(bench.database.url, { connectionsMax: 2 });
    const roundCount = bench.hasFewRounds ? 5 : 200;
    try {
      await storeNewest(bench, roundCount);
      const memories = await watch(browser, web, "/memories", "gone");
      const history = await watch(browser, web, "/history", "completed");
      const ctx = adminContext(bench, database);
      const samples: { gone: number[]; completed: number[] } = { gone: [], completed: [] };
      for (let round = 0; round < roundCount; round++) {
        bench.signal.throwIfAborted();
        const memoryId = await newestMemory(bench);
        const { id } = await requestListed(ctx, [memoryId]);
        const [goneAt, completedAt] = await Promise.all([seenAt(memories, memoryId), seenAt(history, id)]);
        const finishedAt = await finishOf(bench, id);
        samples.gone.push(goneAt - finishedAt);
        samples.completed.push(completedAt - finishedAt);
      }
      return [
        withinP95(
          { section, name: "committed → gone from the table in another browser" },
          samples.gone,
          p95MsMax,
        ),
        withinP95(
          { section, name: "committed → completed in history in another browser" },
          samples.completed,
          p95MsMax,
        ),
      ];
    } finally {
      await database.$client.end();
      await browser.close();
    }
  },
};

/**
 * Notes when the frame is drawn in which a row is gone, or says that it is completed, in milliseconds of the machine's clock.
 * As text: what tsx makes of a function refers to helpers that the page does not have.
 */
const watcher = (kind: "gone" | "completed"): string => `
  window.seen = {};
  let shown = new Set();
  const look = () => {
    const rows = new Map([...document.querySelectorAll("[data-row-id]")].map((row) => [row.dataset.rowId, row.textContent]));
    const found = ${
      kind === "gone"
        ? `[...shown].filter((id) => !rows.has(id))`
        : `[...rows.keys()].filter((id) => rows.get(id).includes("Completed"))`
    };
    shown = new Set(rows.keys());
    for (const id of found) {
      if (window.seen[id] !== undefined) continue;
      window.seen[id] = null;
      requestAnimationFrame(() => (window.seen[id] = performance.timeOrigin + performance.now()));
    }
  };
  look();
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });`;

/** A page of a browser of its own, signed in, live, and watched. */
async function watch(
  browser: Browser,
  web: Console,
  path: string,
  kind: "gone" | "completed",
): Promise<Page> {
  // Playwright waits by eval, which the page's policy forbids.
  const context = await browser.newContext({ baseURL: web.origin, bypassCSP: true });
  await context.addCookies(web.cookies().map((cookie) => ({ ...cookie, url: web.origin })));
  const page = await context.newPage();
  const stream = page.waitForResponse((response) => response.url().endsWith("/api/events"));
  await page.goto(path);
  await stream;
  await page.evaluate(watcher(kind));
  return page;
}

async function seenAt(page: Page, id: string): Promise<number> {
  const handle = await page.waitForFunction(`window.seen[${JSON.stringify(id)}]`, undefined, {
    timeout: 20_000,
    polling: 20,
  });
  return Number(await handle.jsonValue());
}

/** Memories of its own, before all others in the table: those that are there are counted on by other sections. */
async function storeNewest({ client }: Bench, count: number): Promise<void> {
  await client.query(
    `insert into memories (memory, user_id, created_at, stored_at)
     select 'Written for the bench, number ' || n, 'bench', now() + interval '1 day' + n * interval '1 second',
       now() - interval '1 minute'
     from generate_series(1, $1::integer) as n`,
    [count],
  );
}

async function newestMemory({ client }: Bench): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    "select id from memories order by created_at desc, id desc limit 1",
  );
  if (rows[0] === undefined) throw new Error("There are no memories left.");
  return rows[0].id;
}

/** When the runner ended it, by the same machine's clock; its commit comes some milliseconds later. */
async function finishOf({ client }: Bench, id: string): Promise<number> {
  const { rows } = await client.query<{ finished_at: Date | null }>(
    "select finished_at from deletions where id = $1",
    [id],
  );
  if (!rows[0]?.finished_at) throw new Error("A deletion was shown as completed that has not ended.");
  return rows[0].finished_at.getTime();
}
