import { randomBytes } from "node:crypto";
import { ensureAdmin } from "@/lib/members/server/create-first-member";
import { openDatabase } from "@/lib/database/server/database";
import { buildConsole } from "@/scripts/build-console";
import type { Lifetime } from "@/scripts/lifetime";
import { findFreePort } from "@/scripts/ports";
import { startWebServer } from "@/scripts/web-server";
import type { TemporaryDatabase } from "../temporary-database";
import { signIn, type ConsoleSession } from "./console-session";

export type Console = ConsoleSession & { port: number; origin: string; stop: () => Promise<void> };

/** Builds the console if need be, starts it as the product does, and signs an admin in. */
export async function startConsole(
  database: TemporaryDatabase,
  lifetime: Lifetime,
  log: (line: string) => void,
): Promise<Console> {
  const { signal } = lifetime;
  await buildConsole({ log, signal });
  const admin = { email: "bench@example.com", password: randomBytes(18).toString("base64url") };
  await makeAdmin(database.url, admin);

  const host = "127.0.0.1";
  const port = await findFreePort();
  const origin = `http://${host}:${port}`;
  const stopWebServer = await startWebServer({
    mode: "production",
    host,
    port,
    log,
    signal,
    onGivenUp: lifetime.fail,
    env: {
      DATABASE_URL: database.url,
      LETHE_SECRET: database.secret,
      LETHE_DATA_DIR: database.dataDir,
      NEXTAUTH_URL: origin,
      NEXTAUTH_SECRET: database.secret,
      // A line for each request would be measured with it.
      LOG_LEVEL: "warn",
      LETHE_API_REQUESTS_PER_MINUTE: "0",
      LETHE_MEMBER_REQUESTS_PER_MINUTE: "0",
    },
  });
  lifetime.onStop(stopWebServer);
  const session = await signIn(origin, admin);
  const stop = async () => {
    session.close();
    await stopWebServer();
  };
  return { ...session, port, origin, stop };
}

async function makeAdmin(url: string, admin: { email: string; password: string }): Promise<void> {
  const database = openDatabase(url, { connectionsMax: 1 });
  try {
    await ensureAdmin(database, admin, new Date());
  } finally {
    await database.$client.end();
  }
}
