import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

// The ways into Lethe, as the code has them.

const filesIn = (folder: string, name: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === name)
    .map((file) => path.join(folder, file))
    .sort();

/** Files of this name below app/, by the address that their folder makes. */
const foundInApp = (name: string): { address: string; file: string }[] =>
  filesIn("app", name).map((file) => {
    const parts = path.relative("app", path.dirname(file)).split(path.sep);
    return { address: `/${parts.filter((part) => !/^\(.*\)$|^$/.test(part)).join("/")}`, file };
  });

export const foundPages = (): string[] => foundInApp("page.tsx").map(({ address }) => address);

export const foundRouteAddresses = (): string[] => foundInApp("route.ts").map(({ address }) => address);

/** Each method of each route, as "GET /api/memories", but for those of `others`: addresses, or methods with one. */
export const foundRoutes = (others: readonly string[]): string[] =>
  foundInApp("route.ts")
    .filter(({ address }) => !others.includes(address))
    .flatMap(({ address, file }) =>
      [
        ...readFileSync(file, "utf8").matchAll(
          /export (?:const|async function) (GET|POST|PUT|DELETE|PATCH)\b/g,
        ),
      ].map(([, method]) => `${method} ${address}`),
    )
    .filter((route) => !others.includes(route));

/** Names of the exported server actions. */
export const foundActions = (): string[] =>
  filesIn("lib", "actions.ts").flatMap((file) => {
    const text = readFileSync(file, "utf8");
    if (!text.startsWith('"use server";'))
      throw new Error(`${file} does not say that its exports are actions.`);
    return [...text.matchAll(/^export (?:const|async function) (\w+)/gm)].map(([, name]) => name ?? "");
  });
