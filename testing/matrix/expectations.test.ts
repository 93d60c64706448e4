import { expect, it } from "vitest";
import { toolsWith } from "@/lib/mcp/server/tools";
import { operationsWith } from "@/lib/mem0-api/server/operations";
import {
  actionAccess,
  operationAccess,
  pageAccess,
  routeAccess,
  routesOfOthers,
  toolAccess,
} from "./expectations";
import { foundActions, foundPages, foundRouteAddresses, foundRoutes } from "./ways-in";

// e2e/matrix.spec.ts asks each way in with each role. Here: each has a row, and no row is of what there is no more, or would be
// taken by something else of its name without anybody having thought about it.

const models = { chat: () => null, embedding: () => null, onFailure: () => undefined };

it.each([
  ["pages", foundPages(), Object.keys(pageAccess)],
  ["routes", foundRoutes(routesOfOthers), Object.keys(routeAccess)],
  ["actions", foundActions(), Object.keys(actionAccess)],
  ["operations", operationsWith(models).map(({ id }) => id), Object.keys(operationAccess)],
  ["tools", toolsWith(models).map(({ name }) => name), Object.keys(toolAccess)],
])("%s have a row each, and each row is of one (ASVS 4.1.3)", (_name, found, rows) => {
  expect(rows.toSorted()).toEqual(found.toSorted());
});

it("routes of others are there", () => {
  const there = [...foundRouteAddresses(), ...foundRoutes([])];
  expect(routesOfOthers.filter((route) => !there.includes(route))).toEqual([]);
});
