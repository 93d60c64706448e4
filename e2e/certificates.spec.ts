import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Download, Page } from "playwright/test";
import { formatCertificate, parseCertificate } from "@/lib/certificates/certificate-file";
import { keyIdOf, pemOf } from "@/lib/certificates/public-keys";
import { expect, expectAccessible, importMemories, signIn, test } from "./console";

type File = { name: string; buffer: Buffer };

/** Deletes all memories of a user on the delete page, and waits on the deletion's page until that is verified. */
const deleteUser = async (page: Page, userId: string, count: number): Promise<void> => {
  await page.goto(`/delete?user_id=${userId}`);
  const name = `Delete ${count} memories`;
  await page.getByRole("region", { name: "Preview" }).getByRole("button", { name }).click();
  await page.getByRole("dialog", { name: "Delete memories" }).getByRole("button", { name }).click();
  await page.waitForURL(/\/history\/[0-9a-f-]{36}$/);
  await expect(page.getByText(`${count} deleted, verified absent`)).toBeVisible();
};

const fileOf = async (download: Download): Promise<File> => ({
  name: download.suggestedFilename(),
  buffer: readFileSync(await download.path()),
});

const downloaded = async (page: Page, name: string): Promise<File> => {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name }).click();
  return fileOf(await download);
};

const choose = (page: Page, { name, buffer }: File): Promise<void> =>
  page.getByLabel("Choose a file, or drop it here").setInputFiles({ name, mimeType: "", buffer });

const altered = ({ name, buffer }: File, find: string): File => {
  const at = buffer.indexOf(find);
  if (at < 0) throw new Error(`There is no ${find} in ${name}.`);
  const copy = Buffer.from(buffer);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return { name, buffer: copy };
};

test("a certificate is issued, checked without an account, and refused when a byte of it is another", async ({
  page,
  browser,
}) => {
  test.setTimeout(360_000);
  const marker = "dotterel";
  await signIn(page);
  await importMemories(page, marker, 4);
  await deleteUser(page, `${marker}-1`, 4);
  await expectAccessible(page);

  const json = await downloaded(page, "Download certificate (JSON)");
  expect(json.name).toMatch(/^lethe-certificate-\d{4}-\d\d-\d\d-[0-9a-f]{8}\.json$/);
  await page.getByRole("button", { name: "Copy summary" }).click();
  const summary = await page.getByRole("textbox", { name: "Summary" }).inputValue();
  expect(summary.split("\n")).toHaveLength(6);
  const facts = JSON.parse(parseCertificate(json.buffer.toString())?.facts ?? "") as { id: string };
  // Of the very certificate that was downloaded.
  expect(summary).toContain(facts.id);
  expect(summary).not.toContain(marker);
  await page.getByLabel("Language").selectOption("Deutsch");
  await page.getByLabel("Names", { exact: true }).selectOption("As references");
  const pdf = await downloaded(page, "Download certificate (PDF)");
  expect(pdf.buffer.subarray(0, 5).toString()).toBe("%PDF-");

  // Somebody without an account, in a browser of their own.
  const other = await browser.newContext();
  const visitor = await other.newPage();
  const asked: string[] = [];
  visitor.on("request", (request) => {
    if (["fetch", "xhr"].includes(request.resourceType())) asked.push(new URL(request.url()).pathname);
  });
  const violations: string[] = [];
  visitor.on("console", (message) => {
    if (message.type() === "error") violations.push(message.text());
  });
  await visitor.goto("/verify");
  const result = visitor.getByRole("region", { name: "Result" });
  for (const [file, userId] of [
    [json, `${marker}-1`],
    [pdf, /⟨ref [0-9a-f]{12}⟩/],
  ] as const) {
    await choose(visitor, file);
    await expect(result.getByRole("status").filter({ hasText: "Valid" })).toBeVisible();
    await expect(result.getByRole("heading", { name: "Certificate of erasure" })).toBeVisible();
    await expect(result.getByText(userId).first()).toBeVisible();
    await expectAccessible(visitor);
    await choose(visitor, altered(file, file === json ? "erasedCount" : "endobj"));
    await expect(result.getByRole("alert").filter({ hasText: "Altered" })).toBeVisible();
    await expect(result.getByRole("heading", { name: "Certificate of erasure" })).toBeHidden();
  }
  expect(await visitor.content()).not.toContain(`${marker}-1`);
  expect(new Set(asked)).toEqual(new Set(["/api/certificates/key", "/api/ledger/keys"]));
  expect(violations).toEqual([]);
  await other.close();
});

test("a certificate of another Lethe is of an unknown key until its key is given", async ({ page }) => {
  const marker = "whimbrel";
  await signIn(page);
  await importMemories(page, marker, 2);
  await deleteUser(page, `${marker}-1`, 2);
  const { buffer } = await downloaded(page, "Download certificate (JSON)");
  const facts = parseCertificate(buffer.toString())?.facts ?? "";
  const { privateKey } = generateKeyPairSync("ed25519");
  const publicKey = createPublicKey(createPrivateKey(privateKey.export({ type: "pkcs8", format: "pem" })))
    .export({ type: "spki", format: "der" })
    .subarray(-32);
  const forged = formatCertificate({
    facts,
    keyId: keyIdOf(publicKey),
    publicKey: publicKey.toString("base64"),
    signature: sign(null, Buffer.from(facts), privateKey).toString("base64"),
  });

  await page.goto("/verify");
  await choose(page, { name: "forged.json", buffer: Buffer.from(forged) });
  const result = page.getByRole("region", { name: "Result" });
  await expect(result.getByRole("alert").filter({ hasText: "Unknown key" })).toBeVisible();
  await page.getByText("Check against the keys of another Lethe").click();
  await page.getByLabel("Public keys").fill("not a key");
  await expect(page.getByText("This is neither an Ed25519 public key nor a verifier key.")).toBeVisible();
  await page.getByLabel("Public keys").fill(pemOf(publicKey));
  await expect(result.getByRole("status").filter({ hasText: "with a key that you added" })).toBeVisible();
  await choose(page, { name: "notes.txt", buffer: Buffer.from("hello") });
  await expect(result.getByRole("alert").filter({ hasText: "Not a certificate" })).toBeVisible();
});
