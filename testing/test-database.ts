import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, inject } from "vitest";
import type { Context } from "@/lib/access/context";
import { openDatabase, type Database } from "@/lib/database/server/database";
import { memberActor, type Role } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { onNode } from "./citus/prepare-cluster";

declare module "vitest" {
  interface ProvidedContext {
    /** Only in the project "db" of vitest.config.ts. */
    postgresUrl: string;
    /** Itself, and with it the workers where it is the coordinator of a cluster. */
    postgresNodes: string[];
    /** Name of the database with all migrations applied that the others are copies of. */
    templateDatabase: string;
  }
}

/**
 * Gives a test file a database of its own on the real PostgreSQL that testing/product/global-postgres.ts started, with
 * all migrations applied. Call at the top of a file or describe block.
 */
export const useTestDatabase = (): {
  database: () => Database;
  url: () => string;
  /** Of a member who has just signed in. */
  context: (role?: Role) => Context;
} => {
  let database: Database | undefined;
  const name = `test_${randomBytes(6).toString("hex")}`;
  const url = () => Object.assign(new URL(inject("postgresUrl")), { pathname: `/${name}` }).toString();

  beforeAll(async () => {
    // The coordinator last: it asks for the others.
    for (const node of inject("postgresNodes").toReversed())
      await onNode(node, `create database ${name} template ${inject("templateDatabase")}`);
    database = openDatabase(url());
  });
  afterAll(async () => {
    await database?.$client.end();
    for (const node of inject("postgresNodes"))
      await onNode(node, `drop database if exists ${name} with (force)`);
  });

  const opened = () => {
    if (database === undefined) throw new Error("The test database is opened in beforeAll.");
    return database;
  };
  const actorId = memberIdSchema.parse(randomUUID());
  const sessionId = randomUUID();
  return {
    database: opened,
    url,
    context: (role = "admin") => ({
      actor: memberActor({ id: actorId, email: `${role}@example.com`, role }),
      database: opened(),
      now: () => new Date(),
      secret: "a secret for tests only, of more than 32 characters",
      allowsPrivateStores: true,
      session: { id: sessionId, authenticatedAt: new Date() },
    }),
  };
};

/** The same of a member who signed in a day ago. */
export const longSignedIn = (ctx: Context): Context => ({
  ...ctx,
  session: { id: randomUUID(), authenticatedAt: new Date(ctx.now().getTime() - 86_400_000) },
});
