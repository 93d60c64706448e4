import { spawn } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, it } from "vitest";

type Headers = Record<string, string | string[]>;

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const echo = `require("node:http")
  .createServer((request, response) => response.end(JSON.stringify(request.headers)))
  .listen(0, "127.0.0.1", function () { console.log(this.address().port); });`;

/** A server that answers the headers it sees, started as the launcher starts Next. */
const serverWith = async (env: Record<string, string>) => {
  const preload = path.resolve("scripts", "forwarded-headers.cjs");
  const child = spawn(process.execPath, ["--require", preload, "--eval", echo], {
    env: { ...process.env, LETHE_URL: "", LETHE_TRUSTED_PROXIES: "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let warnings = "";
  child.stderr.on("data", (data: Buffer) => (warnings += data.toString()));
  stops.push(async () => {
    const exited = once(child, "exit");
    child.kill();
    await exited;
  });
  const [port] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return {
    warnings: () => warnings,
    ask: async (headers: Headers = {}): Promise<Record<string, string>> => {
      const asked = request({ host: "127.0.0.1", port, headers: { host: "lethe.test:3000", ...headers } });
      asked.end();
      const [response] = (await once(asked, "response")) as [AsyncIterable<Buffer>];
      let text = "";
      for await (const piece of response) text += piece.toString();
      return JSON.parse(text) as Record<string, string>;
    },
  };
};

const forged = {
  "X-Forwarded-For": "198.51.100.1",
  "X-Forwarded-Host": "evil.example",
  "X-Forwarded-Proto": "https",
  "X-Forwarded-Port": "1",
  "X-Real-IP": "198.51.100.1",
  Forwarded: "for=198.51.100.1",
};
const own = {
  "x-forwarded-for": "127.0.0.1",
  "x-forwarded-host": "lethe.test:3000",
  "x-forwarded-proto": "http",
};

describe("without a trusted proxy", () => {
  it("the connection's address counts, and what a client sends is dropped (ASVS 14.5.4)", async () => {
    const { ask } = await serverWith({});
    const twice: Headers = { "x-forwarded-for": ["1.1.1.1", "2.2.2.2"] };
    for (const headers of [{}, forged, twice]) {
      const seen = await ask(headers);
      expect(seen).toMatchObject(own);
      expect(Object.keys(seen).filter((name) => /forwarded-p(?!roto)|^forwarded|real/.test(name))).toEqual(
        [],
      );
    }
  });

  it("an unknown proxy may name the address that Lethe is known by, and no other; it is warned of once", async () => {
    const { ask, warnings } = await serverWith({ LETHE_URL: "https://memories.example.com" });
    const known = { "x-forwarded-host": "memories.example.com", "x-forwarded-proto": "https" };
    expect(await ask({ ...forged, "X-Forwarded-Host": "memories.example.com" })).toMatchObject({
      ...known,
      "x-forwarded-for": "127.0.0.1",
    });
    expect(await ask({ host: "memories.example.com" })).toMatchObject(known);
    expect(await ask(forged)).toMatchObject(own);
    expect(warnings().match(/LETHE_TRUSTED_PROXIES/g)).toHaveLength(1);
  });
});

describe("behind trusted proxies", () => {
  const LETHE_TRUSTED_PROXIES = "127.0.0.0/8, 10.0.0.2,2001:db8::/32";

  it.each([
    ["203.0.113.7", "203.0.113.7"],
    // A client's own invention stands before what the proxy has seen.
    ["198.51.100.1, 203.0.113.7", "203.0.113.7"],
    ["203.0.113.7, 10.0.0.2", "203.0.113.7"],
    ["198.51.100.1, 203.0.113.7, 2001:db8::5, 10.0.0.2", "203.0.113.7"],
    ["203.0.113.7:51234", "203.0.113.7"],
    ["[2001:DB9::1]:51234", "2001:db9::1"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["unknown", "127.0.0.1"],
    ["203.0.113.7, unknown", "127.0.0.1"],
    ["", "127.0.0.1"],
  ])("of X-Forwarded-For %s the client is %s", async (given, client) => {
    const { ask } = await serverWith({ LETHE_TRUSTED_PROXIES });
    expect((await ask({ "x-forwarded-for": given }))["x-forwarded-for"]).toBe(client);
  });

  it("host and protocol are the nearest proxy's", async () => {
    const { ask } = await serverWith({ LETHE_TRUSTED_PROXIES });
    const seen = await ask({
      "x-forwarded-host": "evil.example, memories.example.com",
      "x-forwarded-proto": "https",
    });
    expect(seen).toMatchObject({
      "x-forwarded-host": "memories.example.com",
      "x-forwarded-proto": "https",
    });
    expect(await ask({ "x-forwarded-proto": "gopher" })).toMatchObject(own);
  });
});
