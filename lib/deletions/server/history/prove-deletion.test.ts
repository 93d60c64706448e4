import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkBundle, type CheckedBundle } from "@/lib/ledger/log/check-bundle";
import { signNote } from "@/lib/ledger/log/note";
import { formatVerifierKey, verifierKey, type VerifierKey } from "@/lib/ledger/log/verifier-key";
import { packZip, readZip } from "@/lib/ledger/log/zip";
import { listLogKeys } from "@/lib/ledger/server/log/note-keys";
import { produceCheckpoint } from "@/lib/ledger/server/log/produce-checkpoint";
import { signerOf } from "@/lib/ledger/server/log/signing-keys";
import type { StoredCheckpoint } from "@/lib/ledger/server/log/checkpoints";
import { deletionInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { logFolder } from "@/testing/ledger/log-fixtures";
import { lastLine, runLedger } from "@/testing/product/run-ledger";
import { useTestDatabase } from "@/testing/test-database";
import { eventsOfDeletions } from "@/lib/ledger/server/events-of";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { proveDeletion } from "./prove-deletion";

const { database, context } = useTestDatabase();

let folder = "";
const seed = Buffer.alloc(32, 7);
const { settings: defaults, remove } = logFolder();
const settings = { ...defaults, key: seed.toString("hex") };
const sign = async (): Promise<StoredCheckpoint> => {
  const produced = await produceCheckpoint({ database: database(), settings, now: () => new Date() });
  if (!("checkpoint" in produced)) throw new Error("Nothing was signed.");
  return produced.checkpoint;
};

let id: DeletionId;
let bundle: Uint8Array;
let keys: VerifierKey[];
let seqs: number[];
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "lethe-bundle-"));
  const ctx = context("support");
  const deletion = await requested(ctx, deletionInput({ ids: await storeMemories(database(), 5) }));
  id = deletion.id;
  await runToEnd(ctx, id);
  const first = await sign();
  await runToEnd(ctx, (await requested(ctx, deletionInput({ ids: await storeMemories(database(), 2) }))).id);
  const last = await sign();
  expect(last.size).toBeGreaterThan(first.size);
  bundle = await proveDeletion(ctx, id, () => Promise.resolve(last));
  keys = await listLogKeys(database());
  seqs = (await eventsOfDeletions(database(), [id])).map(({ seq }) => seq);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  remove();
});

const check = (bytes: Uint8Array, witnesses: VerifierKey[] = [], known = keys): CheckedBundle =>
  checkBundle(bytes, { keys: known, witnesses });
const files = () => readZip(bundle) ?? new Map<string, Uint8Array>();
const text = (file: string) => new TextDecoder().decode(files().get(file));
/** The bundle with a file that is another, or is gone. */
const altered = (change: Record<string, string | null>): Uint8Array => {
  const all = files();
  for (const [file, content] of Object.entries(change)) {
    if (content === null) all.delete(file);
    else all.set(file, new TextEncoder().encode(content));
  }
  return packZip(all);
};
const problemsOf = (bytes: Uint8Array) => {
  const checked = check(bytes);
  return "problems" in checked
    ? [checked.outcome, ...checked.problems.map(({ file, problem }) => `${file} ${problem}`)]
    : [checked.outcome, "file" in checked ? checked.file : ""];
};

/** A checkpoint of the same size over other events, signed with the right key. */
const anotherHistory = (note: string): string => {
  const [origin = "", size = ""] = note.split("\n");
  const root = Buffer.alloc(32, 1).toString("base64");
  return signNote(`${origin}\n${size}\n${root}\n`, [signerOf(seed, origin)]);
};

describe("the proof bundle of a deletion", () => {
  it("has every event that tells of it, and the first checkpoint that had them", () => {
    const checked = check(bundle);
    expect(checked).toMatchObject({ outcome: "proven", problems: [], missingWitnesses: [] });
    if (checked.outcome !== "proven") return;
    expect(checked.events.map(({ seq }) => seq)).toEqual(seqs);
    expect(checked.events.map(({ kind }) => kind)).toEqual(["deletion.requested", "deletion.finished"]);
    expect(checked.events[1]?.body).toContain(`"deletedCount":5,"deletionId":"${id}"`);
    expect(checked.continuedSizes).toHaveLength(1);
    expect(checked.signedBy.map(({ key }) => formatVerifierKey(key))).toEqual(keys.map(formatVerifierKey));
  });

  it("is for who may issue certificates", async () => {
    const ask = (role: "viewer" | "auditor") => proveDeletion(context(role), id, sign);
    await expect(ask("viewer")).rejects.toMatchObject({ code: "not_permitted" });
    expect(check(await ask("auditor"))).toMatchObject({ outcome: "proven" });
    const unknown = "00000000-0000-4000-8000-000000000000" as DeletionId;
    await expect(proveDeletion(context(), unknown, sign)).rejects.toMatchObject({ code: "not_found" });
  });

  it("says which file was altered", () => {
    const [first = 0, second = 0] = seqs;
    const event = (seq: number) => `events/${seq}.json`;
    const proof = (seq: number) => `events/${seq}.tlog-proof`;
    const size = Number(text("checkpoint").split("\n")[1]);
    const [earlier = ""] = [...files().keys()].filter((file) => file.endsWith(".checkpoint"));
    const cases: [Record<string, string | null>, string[]][] = [
      // Flipped.
      [
        { [event(second)]: text(event(second)).replace('deletedCount\\":5', 'deletedCount\\":4') },
        ["not_proven", `${proof(second)} not_included`],
      ],
      // Two keys of one name, of which readers take one each.
      [
        { [event(first)]: text(event(first)).replace('"kind":', '"kind":"x","kind":') },
        ["not_proven", `${event(first)} not_an_event`],
      ],
      // Swapped.
      [
        { [event(first)]: text(event(second)), [proof(first)]: text(proof(second)) },
        ["not_proven", `${event(first)} wrong_number`],
      ],
      [
        { [proof(first)]: text(proof(first)).replace(`index ${first - 1}`, `index ${first}`) },
        ["not_proven", `${proof(first)} not_included`],
      ],
      [
        { [proof(first)]: text(proof(first)).replace("tlog-proof@v1", "tlog-proof@v2") },
        ["not_proven", `${proof(first)} malformed`],
      ],
      // Dropped.
      [{ [proof(second)]: null }, ["incomplete", proof(second)]],
      [{ [event(second)]: null }, ["incomplete", event(second)]],
      [{ checkpoint: null }, ["incomplete", "checkpoint"]],
      // Another size or name under the same signature.
      [{ checkpoint: text("checkpoint").replace(`\n${size}\n`, `\n${size - 1}\n`) }, ["forged", ""]],
      [{ checkpoint: text("checkpoint").replaceAll("lethe.", "lethe2.") }, ["unknown_key", ""]],
      [
        { checkpoint: text(earlier) },
        ["not_proven", ...seqs.map((seq) => `${proof(seq)} other_checkpoint`), `${earlier} not_continued`],
      ],
      // Another history, signed with the same key.
      [{ [earlier]: anotherHistory(text(earlier)) }, ["not_proven", `${earlier} not_continued`]],
    ];
    for (const [change, problems] of cases) expect(problemsOf(altered(change))).toEqual(problems);
    expect(problemsOf(new TextEncoder().encode("no zip"))).toEqual(["other", ""]);
    expect(problemsOf(packZip(new Map([["memories.json", new Uint8Array(3)]])))).toEqual(["other", ""]);
    expect(problemsOf(bundle.subarray(0, -30))).toEqual(["other", ""]);
  });

  it("takes no key from the bundle, and asks for the witnesses that it is told", () => {
    const other = signerOf(Buffer.alloc(32, 3), keys[0]?.name ?? "");
    expect(check(bundle, [], [other.key])).toMatchObject({ outcome: "unknown_key" });
    const witness = verifierKey(
      "witness.example.test",
      Uint8Array.from({ length: 32 }, () => 5),
      "witness",
    );
    expect(check(bundle, [witness])).toMatchObject({ outcome: "not_proven", missingWitnesses: [witness] });
  });
});

describe("npm run ledger -- proof", () => {
  const run = (file: string, ...args: string[]) => runLedger(["proof", path.join(folder, file), ...args], {});

  it("verifies a bundle without a database, and says what each event tells", async () => {
    writeFileSync(path.join(folder, "bundle.zip"), bundle);
    const key = keys.map(formatVerifierKey).join(",");
    const result = await run("bundle.zip", "--key", key);
    expect(result).toMatchObject({ code: 0, errors: "" });
    expect(result.output).toContain(`Event ${seqs[1]}: deletion.finished, `);
    expect(result.output).toContain("No witness that you know has signed it");
    expect(lastLine(result)).toBe("Verified: 2 events of the bundle are in this log.");

    const changed = altered({
      [`events/${seqs[1]}.json`]: text(`events/${seqs[1]}.json`).replace("completed", "cancelled"),
    });
    writeFileSync(path.join(folder, "altered.zip"), changed);
    const refused = await run("altered.zip", "--key", key);
    expect(refused.code).toBe(1);
    expect(refused.output).toContain(
      `events/${seqs[1]}.tlog-proof does not show that this event is in the log`,
    );
    expect(lastLine(refused)).toMatch(/^Not verified: 1 file of the bundle is not what it should be/);
  });

  it("asks for a key that the reader has", async () => {
    expect(await run("bundle.zip")).toMatchObject({
      code: 1,
      errors: expect.stringContaining("--key VKEY") as string,
    });
    const witness = formatVerifierKey(
      verifierKey(
        "w.example",
        Uint8Array.from({ length: 32 }, () => 5),
        "witness",
      ),
    );
    const asKey = await run("bundle.zip", "--key", witness);
    expect(asKey).toMatchObject({ code: 1, errors: expect.stringContaining("--witness") as string });
    const without = await run(
      "bundle.zip",
      "--key",
      keys.map(formatVerifierKey).join(),
      "--witness",
      witness,
    );
    expect(without).toMatchObject({
      code: 1,
      output: expect.stringContaining("Not cosigned by w.example.") as string,
    });
  });
});
