import { createHmac, timingSafeEqual } from "node:crypto";
import { isNotNull } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { configuredStore } from "@/lib/stores/server/store-row";
import { secretMarks } from "@/drizzle/schema/secret-marks";
import { stores } from "@/drizzle/schema/stores";
import { tickets } from "@/drizzle/schema/tickets";
import { webhooks } from "@/drizzle/schema/webhooks";

/**
 * Keeps a mark of the first LETHE_SECRET that a database is used with. Answers null while it is the same one; else the lines
 * that say what cannot be read or recomputed under this one, and how to go back.
 */
export const noteSecret = async (database: Database, secret: string): Promise<string[] | null> => {
  const mark = markOf(secret);
  await database.insert(secretMarks).values({ mark }).onConflictDoNothing();
  const [first] = await database.select().from(secretMarks);
  if (first === undefined || timingSafeEqual(first.mark, mark)) return null;
  const closed = (await database.select().from(stores)).filter(
    (row) => row.disabledAt === null && !opens(secret, row),
  );
  const webhookCount = await database.$count(webhooks);
  const ticketCount = await database.$count(tickets, isNotNull(tickets.sealed));
  const names = new Intl.ListFormat("en-GB").format(closed.map(({ name }) => name));
  return [
    `LETHE_SECRET is not the one this database was used with on ${first.notedAt.toISOString().slice(0, 10)}. With this one:`,
    ...(closed.length === 0
      ? []
      : [`- the keys of these stores cannot be read, and must be set again: ${names};`]),
    ...(webhookCount === 0
      ? []
      : ["- webhooks are signed differently: their receivers need the new signing secrets;"]),
    ...(ticketCount === 0 ? [] : ["- whom tickets are about, and what was written on them, cannot be read;"]),
    "- the digests of deletions made under the other one cannot be recomputed, so the history cannot find whom they were about;",
    "- everyone must sign in again.",
    "To go back, start Lethe with the earlier LETHE_SECRET; when it was never set, that is letheSecret in secrets.json in the data folder.",
  ];
};

const opens = (secret: string, row: typeof stores.$inferSelect): boolean => {
  try {
    configuredStore(secret, row);
    return true;
  } catch {
    return false;
  }
};

/** Reveals nothing of the secret, which is too long to be guessed. */
const markOf = (secret: string): Buffer =>
  createHmac("sha256", secret).update("lethe mark of the secret").digest().subarray(0, 16);
