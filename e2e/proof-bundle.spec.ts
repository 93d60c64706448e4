import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "playwright/test";
import { packZip, readZip } from "@/lib/ledger/log/zip";
import { lastLine, runLedger } from "@/testing/product/run-ledger";
import { expect, expectAccessible, importMemories, signIn, test } from "./console";

const deleteUser = async (page: Page, userId: string, count: number): Promise<void> => {
  await page.goto(`/delete?user_id=${userId}`);
  const name = `Delete ${count} memories`;
  await page.getByRole("region", { name: "Preview" }).getByRole("button", { name }).click();
  await page.getByRole("dialog", { name: "Delete memories" }).getByRole("button", { name }).click();
  await page.waitForURL(/\/history\/[0-9a-f-]{36}$/);
  await expect(page.getByText(`${count} deleted, verified absent`)).toBeVisible();
};

const downloaded = async (page: Page, name: string): Promise<{ name: string; buffer: Buffer }> => {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name }).click();
  const file = await download;
  return { name: file.suggestedFilename(), buffer: readFileSync(await file.path()) };
};

const choose = (page: Page, name: string, buffer: Buffer | Uint8Array): Promise<void> =>
  page
    .getByLabel("Choose a file, or drop it here")
    .setInputFiles({ name, mimeType: "", buffer: Buffer.from(buffer) });

const altered = (bundle: Buffer, ending: string, from: string, to: string): Uint8Array => {
  const files = readZip(bundle) ?? new Map<string, Uint8Array>();
  const found = [...files].find(
    ([name, bytes]) => name.endsWith(ending) && Buffer.from(bytes).toString().includes(from),
  );
  if (found === undefined) throw new Error(`There is no ${from} in the bundle.`);
  const [name, bytes] = found;
  files.set(name, Buffer.from(Buffer.from(bytes).toString().replace(from, to)));
  return packZip(files);
};

test("the proof of a deletion and of its certificate is downloaded, and verified without an account", async ({
  page,
  browser,
}) => {
  test.setTimeout(360_000);
  const marker = "sanderling";
  await signIn(page);
  await importMemories(page, marker, 4);
  await deleteUser(page, `${marker}-1`, 4);
  const deletion = await downloaded(page, "Download proof bundle");
  expect(deletion.name).toMatch(/^lethe-proof-deletion-[0-9a-f]{8}\.zip$/);
  await expectAccessible(page);
  const certificate = await downloaded(page, "Download with proof (ZIP)");
  expect(certificate.name).toMatch(/^lethe-proof-\d{4}-\d\d-\d\d-[0-9a-f]{8}\.zip$/);

  const other = await browser.newContext();
  const visitor = await other.newPage();
  const bodies: (string | null)[] = [];
  visitor.on("request", (request) => bodies.push(request.postData()));
  await visitor.goto("/verify");
  const result = visitor.getByRole("region", { name: "Result" });
  await choose(visitor, deletion.name, deletion.buffer);
  await expect(result.getByRole("status").filter({ hasText: "Proven" })).toBeVisible();
  await expect(result.getByText("Deletion finished: completed, 4 memories deleted")).toBeVisible();
  await expect(result.getByText(/No witness that you know has signed it/)).toBeVisible();
  await expectAccessible(visitor);

  await choose(
    visitor,
    "altered.zip",
    altered(deletion.buffer, ".json", 'deletedCount\\":4', 'deletedCount\\":3'),
  );
  await expect(result.getByRole("alert").filter({ hasText: "Not proven" })).toBeVisible();
  await expect(result.getByRole("list", { name: "Problems" })).toContainText(
    "the event, or its proof, was altered",
  );
  await expect(result.getByText(/3 memories deleted/)).toBeHidden();
  await choose(visitor, "forged.zip", altered(deletion.buffer, "checkpoint", "\n\n", "1\n\n"));
  await expect(result.getByRole("alert").filter({ hasText: "Altered" })).toBeVisible();

  await choose(visitor, certificate.name, certificate.buffer);
  await expect(result.getByText(/the certificate is the one that was recorded there/)).toBeVisible();
  await expect(result.getByRole("heading", { name: "Certificate of erasure" })).toBeVisible();
  await expect(result.getByText(/Signed checkpoint of the log/)).toBeVisible();
  await choose(
    visitor,
    "other.zip",
    altered(certificate.buffer, "certificate.json", 'erasedCount\\":4', 'erasedCount\\":5'),
  );
  await expect(result.getByRole("list", { name: "Problems" })).toContainText("No proven event says that");
  await expect(result.getByRole("heading", { name: "Certificate of erasure" })).toBeHidden();

  // Nothing was sent; and a key that was added makes a log known, as one that is another's is not.
  expect(bodies.filter((body) => body !== null)).toEqual([]);
  const { keys } = (await (await visitor.request.get("/api/ledger/keys")).json()) as {
    keys: { vkey: string }[];
  };
  await visitor.route("**/api/ledger/keys", (route) => route.fulfill({ json: { keys: [] } }));
  await visitor.reload();
  await choose(visitor, deletion.name, deletion.buffer);
  await expect(result.getByRole("alert").filter({ hasText: "Unknown key" })).toBeVisible();
  await visitor.getByText("Check against the keys of another Lethe").click();
  const given = visitor.getByRole("textbox", { name: "Public keys" });
  await given.fill("no key");
  await expect(visitor.getByText("This is neither an Ed25519 public key nor a verifier key.")).toBeVisible();
  await given.fill(keys.map(({ vkey }) => vkey).join("\n"));
  await expect(result.getByText(/a key that you added/)).toBeVisible();
  await other.close();

  const folder = mkdtempSync(path.join(tmpdir(), "lethe-proof-"));
  try {
    const file = path.join(folder, deletion.name);
    writeFileSync(file, deletion.buffer);
    const key = keys.map(({ vkey }) => vkey).join(",");
    const run = await runLedger(["proof", file, "--key", key], {});
    expect(run).toMatchObject({ code: 0, errors: "" });
    expect(lastLine(run)).toMatch(/^Verified: /);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
