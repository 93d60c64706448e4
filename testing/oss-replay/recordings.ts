import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** Who asked: see `credentialsOf` in oss-replay.test.ts for what each sends. */
const callers = [
  "nobody",
  "admin-key",
  "admin-token",
  "member-token",
  "environment-key",
  "wrong-key",
  "wrong-token",
  "revoked-key",
  "refresh-as-access",
  "admin-key-and-wrong-token",
] as const;
export type Caller = (typeof callers)[number];

const exchangeSchema = z.strictObject({
  /** Its place in the one run in which all of them were recorded. */
  step: z.int(),
  name: z.string(),
  note: z.string().optional(),
  request: z.strictObject({
    method: z.string(),
    path: z.string(),
    query: z.record(z.string(), z.string()).default({}),
    body: z.unknown().optional(),
    as: z.enum(callers),
  }),
  response: z.strictObject({
    status: z.int(),
    headers: z.record(z.string(), z.string()),
    body: z.unknown(),
  }),
});
export type Exchange = z.infer<typeof exchangeSchema>;

const fileSchema = z.strictObject({
  about: z.record(z.string(), z.string()),
  exchanges: z.array(exchangeSchema),
});

const folder = fileURLToPath(new URL("../oss-recordings", import.meta.url));
const files = ["auth", "memories", "search", "deletes", "odd-rows", "failures"];

/** What Mem0's open-source server answered when it ran here, in the order in which it was asked; see each file's `about`. */
export const exchanges: readonly Exchange[] = files
  .flatMap((file) => fileSchema.parse(readJson(path.join(folder, `${file}.json`))).exchanges)
  .sort((one, other) => one.step - other.step);

const byName = new Map(exchanges.map((exchange) => [exchange.name, exchange]));

export const exchangeNamed = (name: string): Exchange => {
  const exchange = byName.get(name);
  if (exchange === undefined) throw new Error(`No exchange was recorded as "${name}".`);
  return exchange;
};

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
