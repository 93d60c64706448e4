import { createServer, Server, type IncomingMessage } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataPolicy } from "@/lib/http/content-security-policy";
import { guardServer } from "./guard-server";

// The function that stands before Next in every server of the process, before a server that says what it was given.
type Got = { method: string | undefined; url: string | undefined; cookie: string | null; body: string };

// oxlint-disable-next-line typescript/unbound-method -- put back as it was
const { emit, listenerCount } = Server.prototype;
const refusals: object[] = [];
let upgraded = 0;
let server: Server;
let port: number;

beforeAll(async () => {
  guardServer({
    hasSession: ({ headers }: IncomingMessage) => Promise.resolve(headers.cookie === "session=good"),
    publicUrl: "https://lethe.example.com",
    isDevelopment: false,
    packedFiles: new Map(),
    onRefused: ({ request: _request, ...refused }) => refusals.push(refused),
  });
  server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      const { method, url, headers } = request;
      response.setHeader("x-got-headers", Object.keys(headers).join(" "));
      response.end(JSON.stringify({ method, url, cookie: headers.cookie ?? null, body } satisfies Got));
    });
  });
  // Else Node would take it for a plain request.
  server.on("upgrade", () => upgraded++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  for (const [name, value] of Object.entries({ emit, listenerCount })) {
    Object.defineProperty(Server.prototype, name, { value, configurable: true, writable: true });
  }
});

const ask = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", ...init });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text) as unknown };
};
const member = { cookie: "session=good" };
const kilobytes = (count: number) => "x".repeat(count * 1024);
const refusal = (code: string): unknown => ({
  error: { code, message: expect.stringMatching(/\.$/) as unknown, requestId: expect.any(String) as unknown },
});

describe("what stands before Next", () => {
  it("hands a member's request on whole", async () => {
    const body = JSON.stringify([{ selection: { kind: "listed", ids: ["ä", "b"] } }]);
    const got = await ask("/memories?filter=1", { body, headers: member });
    expect(got.body).toEqual({ method: "POST", url: "/memories?filter=1", cookie: "session=good", body });
    const chunked = new ReadableStream({
      start: (controller) => {
        for (const part of ["[1", ",2]"]) controller.enqueue(new TextEncoder().encode(part));
        controller.close();
      },
    });
    const init = { body: chunked, headers: member, duplex: "half" } as RequestInit;
    expect((await ask("/memories", init)).body).toMatchObject({ body: "[1,2]" });
    // Without a body there is nothing to be read.
    expect((await ask("/memories")).body).toMatchObject({ body: "" });
    expect((await ask("/memories", { method: "GET" })).body).toMatchObject({ method: "GET" });
  });

  it("answers whoever has no session before anything is read", async () => {
    for (const path of ["/memories", "/", "/settings/api-keys", "/api/unknown", "/api/docs", "/_next/x"]) {
      const { status, body } = await ask(path, { body: "[]" });
      expect({ path, status, body }).toEqual({ path, status: 401, body: refusal("not_signed_in") });
    }
    const forged = await ask("/memories", { body: "[]", headers: { cookie: "session=bad" } });
    expect(forged.status).toBe(401);
  });

  it("takes a little from whoever signs in, sets up or was invited", async () => {
    for (const path of ["/sign-in", "/set-up", "/join", "/api/auth/callback/credentials"]) {
      expect(await ask(path, { body: kilobytes(16) })).toMatchObject({ status: 200 });
      expect(await ask(path, { body: kilobytes(17) })).toMatchObject({
        status: 413,
        body: refusal("too_large"),
      });
    }
  });

  it("takes no more than an action may have, whether its length is said or not", async () => {
    expect((await ask("/delete", { body: kilobytes(64), headers: member })).status).toBe(200);
    expect(await ask("/delete", { body: kilobytes(65), headers: member })).toMatchObject({
      status: 413,
      body: refusal("too_large"),
    });
    const body = new Blob([kilobytes(65)]).stream();
    const chunked = await ask("/delete", { body, headers: member, duplex: "half" } as RequestInit);
    expect(chunked.status).toBe(413);
  });

  it("refuses what nests too deeply before it is parsed", async () => {
    for (const depth of [65, 2_000, 20_000]) {
      const body = `${"[".repeat(depth)}${"]".repeat(depth)}`;
      const refused = await ask("/delete", { body, headers: member });
      expect(refused).toMatchObject({ status: 400, body: refusal("invalid_input") });
    }
  });

  it("refuses what another site's page sends, with or without a body (ASVS 4.2.2, ASVS 14.5.1, 14.5.3)", async () => {
    const headers = { ...member, origin: "https://evil.example" };
    expect(await ask("/delete", { headers, body: "[]" })).toMatchObject({
      status: 403,
      body: refusal("not_permitted"),
    });
    expect((await ask("/delete", { headers })).status).toBe(403);
    expect((await ask("/delete", { headers: { ...member, origin: "null" } })).status).toBe(403);
    const own = { ...member, origin: `http://127.0.0.1:${port}` };
    expect((await ask("/delete", { headers: own, body: "[]" })).status).toBe(200);
    // There next-auth has a check of its own.
    expect((await ask("/api/auth/callback/credentials", { headers, body: "a=1" })).status).toBe(200);
  });

  it("leaves to the routes what they look at themselves", async () => {
    for (const path of [
      "/v1/memories/",
      "/v3/memories/search/",
      "/api/v1",
      "/api/v1/orgs/organizations/lethe/projects/lethe/",
      "/opendsr/requests",
      "/api/tickets",
      "/api/tickets/find",
      "/api/imports",
      "/api/people",
      "/api/deletions/drafts",
    ]) {
      expect((await ask(path, { body: kilobytes(100) })).status).toBe(200);
    }
    // Dot segments lead elsewhere, and so does what only looks alike.
    for (const path of [
      "/memories/../v1x",
      "/v1x",
      "/api/v1x",
      "/api/tickets/x",
      "/opendsrx",
      "/api/imports/x",
      "/api/imports/../x",
    ]) {
      expect(await statusOf(path)).toBe("401");
    }
  });

  it("answers in JSON what Next would redirect, or Node would answer with nothing", async () => {
    for (const [request, status] of [
      ["TRACE /v1/ping/ HTTP/1.1", 405],
      ["PROPFIND //api/v1/x HTTP/1.1", 405],
      ["DELETE /v1/memories//?user_id=ann HTTP/1.1", 404],
      ["DELETE /v1/memories/./?user_id=ann HTTP/1.1", 404],
      ["GET /v1/%2e%2E/memories HTTP/1.1", 404],
      ["GET /v1\\ping HTTP/1.1", 404],
      ["get /v1/ping/ HTTP/1.1", 400],
      ["GET /v1/a b HTTP/1.1", 400],
      ["GET * HTTP/1.1", 400],
      [`GET /v1/${"x".repeat(20_000)} HTTP/1.1`, 431],
      [`GET /memories?${"a=b&".repeat(1000)} HTTP/1.1`, 414],
      ["POST /v1/x HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked", 400],
    ] as const) {
      const answer = await rawAnswer(`${request}\r\nHost: lethe\r\n\r\n`);
      const [head = "", body = ""] = answer.split("\r\n\r\n");
      expect(head.slice(0, 12), request.slice(0, 60)).toBe(`HTTP/1.1 ${status}`);
      expect(head.toLowerCase()).toContain("content-type: application/json");
      expect(JSON.parse(body)).toEqual({
        detail: expect.stringMatching(/\.$/) as string,
      });
    }
  });

  it("hands on an address as the routes know it", async () => {
    for (const [sent, got] of [
      ["//v1/ping/?to=//x", "/v1/ping/?to=//x"],
      ["http://elsewhere/v1/ping/", "/v1/ping/"],
      ["http://elsewhere?a", "/?a"],
      ["/v2/entities/user/a%2F%2Fb/", "/v2/entities/user/a%2F%2Fb/"],
      [`/memories?${"a=b&".repeat(999)}`, `/memories?${"a=b&".repeat(999)}`],
    ] as const) {
      const answer = await rawAnswer(`GET ${sent} HTTP/1.1\r\nHost: lethe\r\n\r\n`);
      expect(answer).toContain(JSON.stringify(got));
    }
  });

  it("answers an action in the one form that its page can read", async () => {
    const { headers } = await ask("/memories", {
      body: "[]",
      headers: { "next-action": "00aa" },
    });
    expect(headers.get("content-type")).toBe("text/plain");
    expect(headers.get("cache-control")).toBe("private, no-store");
    expect(refusals.at(-1)).toMatchObject({ status: 401, code: "not_signed_in" });
  });

  it("answers a request to change the protocol as any other, body and all", async () => {
    for (const protocol of ["websocket", "h2c"]) {
      const answer = await rawAnswer(
        `POST /v1/x HTTP/1.1\r\nHost: lethe\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\nContent-Length: 2\r\n\r\n[]`,
      );
      expect(answer).toMatch(/^HTTP\/1\.1 200 /);
      expect(answer).toContain('"body":"[]"');
    }
    expect(upgraded).toBe(0);
  });

  it("hands on no header on which Next would answer in the place of a route", async () => {
    for (const path of ["/v1/memories/", "/api/mcp", "/memories"]) {
      const headers = { "x-middleware-prefetch": "1", rsc: "1", "x-other": "1", ...member };
      const got = await ask(path, { headers });
      const names = got.headers.get("x-got-headers")?.split(" ") ?? [];
      expect(names, path).toContain("x-other");
      expect(names, path).not.toContain("x-middleware-prefetch");
      if (path.startsWith("/v1/")) expect(names).not.toContain("rsc");
    }
  });

  it("gives every answer its headers, and none to TRACE (ASVS 14.5.1)", async () => {
    for (const [path, init] of [
      ["/memories", { method: "GET" }],
      ["/memories/", { method: "GET" }],
      ["/memories", { body: "[]" }],
    ] as const) {
      const { headers } = await ask(path, init);
      expect(headers.get("x-content-type-options"), path).toBe("nosniff");
      expect(headers.get("x-frame-options"), path).toBe("DENY");
    }
    const { headers } = await ask("/memories/", { method: "GET" });
    expect(headers.get("content-security-policy")).toBe(dataPolicy);
    const traced = await rawAnswer("TRACE /memories HTTP/1.1\r\nHost: lethe\r\n\r\n");
    expect(traced).toMatch(/^HTTP\/1\.1 405 /);
    expect(traced.toLowerCase()).toContain("x-frame-options: deny");
    expect(traced.toLowerCase()).toContain(`content-security-policy: ${dataPolicy}`);
  });

  it("tells browsers to stay with https", async () => {
    expect((await ask("/memories", { method: "GET" })).headers.get("strict-transport-security")).toBe(
      "max-age=31536000",
    );
  });

  it("answers before a large body has arrived, and others meanwhile", async () => {
    const socket = connect(port, "127.0.0.1");
    const answered = new Promise<string>((resolve) =>
      socket.setEncoding("utf8").once("data", (text: string) => resolve(text)),
    );
    socket.write(
      "POST /memories HTTP/1.1\r\nHost: lethe\r\nNext-Action: 00aa\r\nContent-Length: 6800000\r\n\r\n",
    );
    socket.write("[[".repeat(1000));
    expect(await answered).toMatch(/^HTTP\/1\.1 401 /);
    expect((await ask("/memories", { method: "GET" })).status).toBe(200);
    socket.destroy();
  });

  it("does not answer who has gone", async () => {
    const socket = connect(port, "127.0.0.1");
    socket.write("POST /sign-in HTTP/1.1\r\nHost: lethe\r\nContent-Length: 100\r\n\r\nhalf");
    await new Promise<void>((resolve) => socket.end(resolve));
    socket.destroy();
    expect((await ask("/memories", { method: "GET" })).status).toBe(200);
  });
});

/** fetch takes dot segments out itself. */
const statusOf = async (path: string): Promise<string | undefined> => {
  const answer = await rawAnswer(
    `POST ${path} HTTP/1.1\r\nHost: lethe\r\nConnection: close\r\nContent-Length: 2\r\n\r\n[]`,
  );
  return /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1];
};

const rawAnswer = (request: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.setEncoding("utf8").once("data", (text: string) => {
      resolve(text);
      socket.destroy();
    });
    socket.write(request);
  });
