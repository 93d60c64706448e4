import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { packStatic } from "@/scripts/pack-static";
import { answerPacked, findPackedFiles } from "./packed-files";

const folder = mkdtempSync(path.join(tmpdir(), "lethe-packed-"));
const script = `console.log(${JSON.stringify("forget ".repeat(1_000))});`;
let server: Server;
let origin: string;

beforeAll(async () => {
  mkdirSync(path.join(folder, "chunks"));
  writeFileSync(path.join(folder, "chunks", "one.js"), script);
  writeFileSync(path.join(folder, "chunks", "font.woff2"), "packed already");
  await packStatic(folder);
  const files = findPackedFiles(folder, "/_next/static");
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (!answerPacked(files, pathname, request, response)) response.end("not packed");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

const ask = (name: string, headers: Record<string, string>) =>
  fetch(`${origin}/_next/static/chunks/${name}`, { headers });

it.each(["br", "gzip, deflate, br, zstd", "gzip;q=0.5, br;q=0.9"])(
  "gives it packed to %j",
  async (encoding) => {
    const response = await ask("one.js?dpl=1", { "accept-encoding": encoding });
    expect(response.headers.get("content-encoding")).toBe("br");
    expect(response.headers.get("content-type")).toBe("application/javascript; charset=UTF-8");
    expect(response.headers.get("cache-control")).toContain("immutable");
    expect(Number(response.headers.get("content-length"))).toBeLessThan(script.length / 10);
    expect(await response.text()).toBe(script);
  },
);

it.each([
  ["one.js", { "accept-encoding": "gzip" }],
  ["one.js", { "accept-encoding": "gzip, br;q=0" }],
  ["one.js", { "accept-encoding": "br", range: "bytes=0-9" }],
  ["font.woff2", { "accept-encoding": "br" }],
  ["one.js.br", { "accept-encoding": "br" }],
  ["../../../chunks/two.js", { "accept-encoding": "br" }],
])("leaves %s with %j to Next", async (name, headers) => {
  expect(await (await ask(name, headers)).text()).toBe("not packed");
});

it("has none where nothing was built", () => {
  expect(findPackedFiles(path.join(folder, "absent"), "/_next/static").size).toBe(0);
});
