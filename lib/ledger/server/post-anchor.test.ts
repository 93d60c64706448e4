import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { postAnchor } from "./post-anchor";

const anchor = { seq: 7, hash: "ab".repeat(32), anchoredAt: "2026-02-01T10:30:00.000Z" };
const never = new AbortController().signal;

const withReceiver = async <Result>(
  listener: RequestListener,
  send: (url: string) => Promise<Result>,
): Promise<Result> => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await send(`http://127.0.0.1:${(server.address() as AddressInfo).port}/anchors`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
};

describe("postAnchor", () => {
  it("sends the anchor as JSON", async () => {
    let got = "";
    const code = await withReceiver(
      (request, response) => {
        got = `${request.method ?? ""} ${request.headers["content-type"] ?? ""} `;
        request.on("data", (chunk: Buffer) => (got += chunk.toString()));
        request.on("end", () => response.writeHead(201).end("thank you"));
      },
      (url) => postAnchor(url, anchor, never),
    );
    expect(code).toBeNull();
    expect(got).toBe(
      `POST application/json {"kind":"lethe-ledger-anchor","version":1,"seq":7,"hash":"${anchor.hash}","anchoredAt":"2026-02-01T10:30:00.000Z"}`,
    );
  });

  it("does not follow a redirect", async () => {
    const paths: string[] = [];
    const code = await withReceiver(
      (request, response) => {
        paths.push(request.url ?? "");
        response.writeHead(307, { location: "/elsewhere" }).end();
      },
      (url) => postAnchor(url, anchor, never),
    );
    expect(code).toBe("http_307");
    expect(paths).toEqual(["/anchors"]);
  });

  it("says what went wrong, and never throws", async () => {
    const refused = await withReceiver(
      (_request, response) => response.writeHead(503).end(),
      (url) => postAnchor(url, anchor, never),
    );
    expect(refused).toBe("http_503");
    expect(await postAnchor("http://127.0.0.1:1/", anchor, never)).toMatch(/^ECONNREFUSED|unreachable$/);
    expect(
      await withReceiver(
        (_, response) => response.destroy(),
        (url) => postAnchor(url, anchor, never),
      ),
    ).not.toBeNull();
  });

  it("gives up a receiver that does not answer, or does not come to an end", async () => {
    const silent = await withReceiver(
      () => undefined,
      (url) => postAnchor(url, anchor, never, 100),
    );
    expect(silent).toBe("timed_out");
    const endless = await withReceiver(
      (_request, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write("x".repeat(1000)), 1);
        response.on("close", () => clearInterval(timer));
      },
      (url) => postAnchor(url, anchor, never, 1000),
    );
    expect(endless).toBeNull();
  });

  it("stops when Lethe does", async () => {
    const controller = new AbortController();
    const code = await withReceiver(
      () => controller.abort(),
      (url) => postAnchor(url, anchor, controller.signal),
    );
    expect(code).toBe("stopped");
  });
});
