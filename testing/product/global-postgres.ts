import { randomBytes } from "node:crypto";
import type { TestProject } from "vitest/node";
import { migrateDatabase } from "@/lib/database/server/migrate-database";
import { startEmbeddedPostgres } from "@/scripts/postgres/start-embedded-postgres";
import { databaseOn, disconnectAll, distribute, joinNodes, nodesOf, onNode } from "../citus/prepare-cluster";
import { makeTemporaryFolder } from "./temporary-folder";

/**
 * One real Postgres for all test files; each test file creates its own database in it, as a copy of a migrated one. With
 * LETHE_TEST_CITUS_URL a cluster, the copies distributed.
 */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const server = await startOrTakePostgres();
  const [coordinator] = server.nodes;
  const template = `template_${randomBytes(6).toString("hex")}`;
  for (const node of server.nodes) await onNode(node, `create database ${template}`);
  if (server.isCluster) await joinNodes(server.nodes, template);
  await migrateDatabase(databaseOn(coordinator, template));
  if (server.isCluster) {
    await distribute(databaseOn(coordinator, template));
    await disconnectAll(server.nodes, template);
  }
  provide("postgresUrl", coordinator);
  provide("postgresNodes", server.nodes);
  provide("templateDatabase", template);
  return async () => {
    for (const node of server.nodes) await onNode(node, `drop database if exists ${template} with (force)`);
    await server.stop();
  };
}

type Server = { nodes: [string, ...string[]]; isCluster: boolean; stop: () => Promise<void> };

async function startOrTakePostgres(): Promise<Server> {
  const citus = process.env.LETHE_TEST_CITUS_URL;
  if (citus) {
    const [, ...workers] = await nodesOf(citus);
    return { nodes: [citus, ...workers], isCluster: true, stop: () => Promise.resolve() };
  }
  const given = process.env.LETHE_TEST_DATABASE_URL;
  if (given) return { nodes: [given], isCluster: false, stop: () => Promise.resolve() };
  const { folder, remove } = makeTemporaryFolder();
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => undefined, isDurable: false });
  return { nodes: [postgres.url], isCluster: false, stop: () => postgres.stop().then(remove) };
}
