import { connect } from "node:net";
import { createKey } from "./api-key";
import { expect, test } from "./console";
import { sharedProduct } from "./shared-product";

// Whatever is sent to a path of Mem0's API, byte for byte as some client may send it: the answer is JSON and no redirect. A client
// reads each answer as JSON, and shows a page of HTML as a mistake of its own.

let apiKey = "";
test.beforeAll(async () => {
  apiKey = await createKey("any address", "admin");
});

type Answer = { status: number; type: string; body: string };

const answerTo = (request: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(sharedProduct().url);
    const socket = connect(Number(port), hostname);
    let text = "";
    socket.setEncoding("utf8").on("data", (part: string) => (text += part));
    // What it has answered stands also when it closes before it was sent everything.
    socket.on("error", () => socket.destroy());
    socket.once("close", () => {
      const [head = "", ...rest] = text.split("\r\n\r\n");
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]);
      if (Number.isNaN(status)) reject(new Error(`No answer to ${request.slice(0, 80)}`));
      const type = /^content-type: (.*)$/im.exec(head)?.[1] ?? "";
      const isChunked = /^transfer-encoding: chunked$/im.test(head);
      const body = rest.join("\r\n\r\n");
      resolve({
        status,
        type,
        body: isChunked ? body.replace(/^[0-9a-f]+\r\n|\r\n0\r\n(\r\n)?$/g, "") : body,
      });
    });
    socket.write(request);
  });

const headers = (more: readonly string[] = []) =>
  ["Host: lethe", `Authorization: Token ${apiKey}`, "Connection: close", ...more].join("\r\n");
const withBody = (text: string, type = "application/json") => [
  `Content-Type: ${type}`,
  `Content-Length: ${text.length}\r\n\r\n${text}`,
];
const requireJson = async (line: string, more: readonly string[] = []): Promise<number> => {
  const ends = more.some((header) => header.includes("\r\n\r\n")) ? "" : "\r\n\r\n";
  const { status, type, body } = await answerTo(`${line} HTTP/1.1\r\n${headers(more)}${ends}`);
  const name = `${line.slice(0, 80)} ${more.join(" ").slice(0, 80)}`;
  expect(type, name).toBe("application/json");
  expect(status < 300 || (status >= 400 && status < 500), `${name}: ${status}`).toBe(true);
  if (!line.startsWith("HEAD")) expect(() => JSON.parse(body) as unknown, `${name}: ${body}`).not.toThrow();
  return status;
};

const places = ["/v1/ping/", "/v1/nothing", "/v2", "/v3/", "/api/v1", "/api/v1/nothing/"];
const methods = [
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
  "TRACE",
  "PROPFIND",
  "get",
  "NONE",
];

test("every method on every path, known or not, is answered in JSON (ASVS 13.2.1)", async () => {
  for (const method of methods) for (const place of places) await requireJson(`${method} ${place}`);
  expect(await requireJson("HEAD /v1/ping/")).toBe(200);
  expect(await requireJson("OPTIONS /v1/ping/")).toBe(405);
});

test("every address below the API is answered in JSON, and by no redirect", async () => {
  for (const path of ["//v1/ping/", "///v1/ping", "http://elsewhere.example/v1/ping/"]) {
    expect(await requireJson(`GET ${path}`), path).toBe(200);
  }
  for (const path of [
    "/v1//ping/",
    "/v1/memories//",
    "/v1/./ping/",
    "/v1/%2e%2e/memories",
    "/v1/..",
    "/v1\\ping",
    "/v1/%",
    "/v2/%C0%80",
    "/api/v1/%zz/",
    "/v1/ping.rsc",
    "/v1/ping.segments/x.segment.rsc",
    "/v1/_next/data/x.json",
    "/v1/favicon.ico",
    "/v1/%00/",
    "/v1/a b",
    `/v1/${"x".repeat(60_000)}`,
    `/v1/${"x/".repeat(40_000)}`,
    `/v1/${"x".repeat(200_000)}`,
    `/v1/ping/?${"a=b&".repeat(20_000)}`,
  ]) {
    expect(await requireJson(`GET ${path}`), path.slice(0, 80)).toBeGreaterThanOrEqual(400);
  }
});

test("every header and body is answered in JSON", async () => {
  for (const more of [
    ["RSC: 1", "Next-Router-Prefetch: 1"],
    ["X-Forwarded-Host: a b/c", "X-Forwarded-Proto: gopher"],
    ["x-matched-path: /settings", "x-middleware-subrequest: proxy:proxy"],
    ["Accept: text/html"],
    [`X-Long: ${"y".repeat(200_000)}`],
  ]) {
    await requireJson("GET /v1/ping/", more);
  }
  const nobody = "00000000-0000-4000-8000-000000000000";
  expect(await requireJson(`DELETE /v1/memories/${nobody}/`, ["x-middleware-prefetch: 1"])).toBe(404);
  for (const [more, status] of [
    [["Next-Action: 00aa", ...withBody("[]")], 400],
    [withBody("a=b", "application/x-www-form-urlencoded"), 415],
    [withBody("--x--", "multipart/form-data; boundary=x"), 415],
    [["Content-Encoding: gzip", ...withBody("abc")], 400],
    [withBody("x".repeat(2_000_000)), 413],
    [["Transfer-Encoding: chunked", "Content-Type: application/json\r\n\r\nzz\r\n"], 400],
    [["Content-Length: 3", "Transfer-Encoding: chunked\r\n\r\n"], 400],
  ] as const) {
    expect(await requireJson("POST /v3/memories/", more), more.join(" ").slice(0, 80)).toBe(status);
  }
});
