import { createServer, type RequestListener, type Server } from "node:http";
import https from "node:https";
import { createServer as createSocketServer, type AddressInfo, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { selfSigned } from "@/testing/self-signed";
import type { AddressGuard } from "./guarded-lookup";
import { makeGuardedRequest, type GuardedRequest } from "./guarded-request";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const guarded = (guard: AddressGuard): GuardedRequest => {
  const { request, close } = makeGuardedRequest(guard);
  closers.push(close);
  return request;
};
const anywhere = () => guarded({ allowsPrivate: true });
/** Every name means these addresses, in turn. */
const resolvingTo = (...turns: string[][]): AddressGuard["resolve"] => {
  let turn = 0;
  return (_name, _options, done) => {
    const addresses = turns[Math.min(turn++, turns.length - 1)] ?? [];
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
};

const listen = async (server: Server | https.Server, scheme = "http"): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
const serve = (listener: RequestListener) => listen(createServer(listener));
/** A server that does with each connection what no HTTP server does. */
const serveSockets = async (onSocket: (socket: Socket) => void): Promise<string> => {
  const sockets = new Set<Socket>();
  const server = createSocketServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    sockets.forEach((socket) => socket.destroy());
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

describe("a request", () => {
  it("sends method, headers and JSON, and gives back status, headers and text", async () => {
    const url = await serve((request, response) => {
      let body = "";
      request.on("data", (part: Buffer) => (body += part.toString()));
      request.on("end", () =>
        response
          .writeHead(418, { "Retry-After": "7" })
          .end(`${request.method ?? ""} ${request.headers.authorization ?? ""} ${body} ü`),
      );
    });
    const answer = await anywhere()({
      method: "DELETE",
      url: `${url}/v1/batch/`,
      headers: { authorization: "Token k" },
      json: { memories: ["ä"] },
    });
    expect(answer.status).toBe(418);
    expect(answer.header("retry-after")).toBe("7");
    expect(answer.header("x-none")).toBeNull();
    expect(answer.text).toBe('DELETE Token k {"memories":["ä"]} ü');
  });

  it("follows no redirect", async () => {
    const paths: string[] = [];
    const url = await serve((request, response) => {
      paths.push(request.url ?? "");
      response.writeHead(302, { location: "/elsewhere" }).end();
    });
    expect((await anywhere()({ method: "GET", url })).status).toBe(302);
    expect(paths).toEqual(["/"]);
  });

  it("keeps its connection for the next one, and makes another when the server has closed it", async () => {
    const ports = new Set<number | undefined>();
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end("ok");
      if (request.url === "/last") request.socket.destroySoon();
    });
    const request = anywhere();
    for (const path of ["/", "/", "/last", "/"]) await request({ method: "GET", url: url + path });
    expect(ports.size).toBe(2);
  });

  it("is sent once more, and only then, when a kept connection turns out to be closed", async () => {
    let connectionCount = 0;
    const url = await serveSockets((socket) => {
      const isFirst = ++connectionCount === 1;
      let requestCount = 0;
      socket.on("data", () => {
        if (isFirst && ++requestCount > 1) return socket.resetAndDestroy();
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
      });
    });
    const request = anywhere();
    await request({ method: "GET", url });
    expect((await request({ method: "GET", url })).text).toBe("ok");
    expect(connectionCount).toBe(2);
  });
});

describe("a request that fails says so with a code and nothing else:", () => {
  const codeOf = (request: GuardedRequest, input: Omit<Parameters<GuardedRequest>[0], "method">) =>
    expect(request({ method: "GET", ...input })).rejects;

  it("nobody listens, or the name is unknown", async () => {
    const server = createServer();
    const url = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    await codeOf(anywhere(), { url }).toMatchObject({ name: "StoreError", code: "unreachable" });
    await codeOf(anywhere(), { url: "http://nowhere.invalid" }).toMatchObject({ code: "unreachable" });
  });

  it("the server does not answer, or goes on answering for too long", async () => {
    const silent = await serve(() => undefined);
    await codeOf(anywhere(), { url: silent, timeoutSeconds: 0.1 }).toMatchObject({ code: "timed_out" });
    const endless = await serve((_request, response) => {
      response.writeHead(200);
      const dripping = setInterval(() => response.write("."), 10);
      response.on("close", () => clearInterval(dripping));
    });
    await codeOf(anywhere(), { url: endless, timeoutSeconds: 0.2 }).toMatchObject({ code: "timed_out" });
  });

  it("the server dies before or within its answer", async () => {
    const before = await serve((request) => request.socket.resetAndDestroy());
    await codeOf(anywhere(), { url: before }).toMatchObject({ code: "unreachable" });
    const within = await serve((_request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("ten bytes.", () => response.socket?.resetAndDestroy());
    });
    await codeOf(anywhere(), { url: within }).toMatchObject({ code: "unreachable" });
  });

  it("the answer is too large, or not HTTP", async () => {
    const large = await serve((_request, response) => response.end("x".repeat(2000)));
    await codeOf(anywhere(), { url: large, answerBytesMax: 1999 }).toMatchObject({ code: "bad_answer" });
    expect((await anywhere()({ method: "GET", url: large, answerBytesMax: 2000 })).text).toHaveLength(2000);
    const other = await serveSockets((socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n"));
    await codeOf(anywhere(), { url: other }).toMatchObject({ code: "bad_answer" });
  });

  it("the certificate is not to be trusted (ASVS 9.2.1)", async () => {
    const url = await listen(
      https.createServer(selfSigned, (_request, response) => response.end("secret")),
      "https",
    );
    await codeOf(anywhere(), { url }).toMatchObject({ code: "untrusted" });
  });

  it("it was aborted, with the reason given", async () => {
    const url = await serve(() => undefined);
    const stopping = new AbortController();
    const failed = codeOf(anywhere(), { url, signal: stopping.signal }).toThrow("stopping");
    stopping.abort(new Error("stopping"));
    await failed;
    await codeOf(anywhere(), { url, signal: stopping.signal }).toThrow("stopping");
  });
});

describe("where a request may go (ASVS 5.2.6)", () => {
  const refused = { name: "StoreError", code: "address_refused" };
  const send = (guard: AddressGuard, url: string) =>
    guarded(guard)({ method: "GET", url, timeoutSeconds: 2 });

  it.each([
    "http://169.254.169.254/latest/meta-data/",
    "https://169.254.169.254/",
    "http://2852039166/",
    "http://0xa9fea9fe/",
    "http://[fd00:ec2::254]/",
    "http://[::ffff:169.254.169.254]/",
    "http://100.100.100.200/",
    "http://metadata.google.internal/",
    "http://0.0.0.0/",
    "file:///etc/passwd",
  ])("never to %s", async (url) => {
    await expect(send({ allowsPrivate: true }, url)).rejects.toMatchObject(refused);
  });

  it("to this machine only when private stores are allowed", async () => {
    const url = await serve((_request, response) => response.end("here"));
    const named = url.replace("127.0.0.1", "localhost");
    for (const each of [url, named]) {
      await expect(send({ allowsPrivate: false }, each)).rejects.toMatchObject(refused);
      expect((await send({ allowsPrivate: true }, each)).text).toBe("here");
    }
  });

  it("in clear only to private addresses", async () => {
    await expect(send({ allowsPrivate: true }, "http://93.184.215.14/")).rejects.toMatchObject(refused);
    const resolve = resolvingTo(["93.184.215.14"]);
    await expect(send({ allowsPrivate: true, resolve }, "http://store.test/")).rejects.toMatchObject(refused);
  });

  it("is told by the address, not by the name", async () => {
    const guard = (...addresses: string[]) => ({ allowsPrivate: false, resolve: resolvingTo(addresses) });
    for (const address of ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1"]) {
      await expect(send(guard(address), "https://store.test/")).rejects.toMatchObject(refused);
    }
  });

  it("only to the addresses that were checked, whatever the name means the next moment", async () => {
    const url = await serve((_request, response) => response.end("here"));
    const { port } = new URL(url);
    // The second look would lead to the metadata service; there is none.
    const resolve = resolvingTo(["169.254.169.254", "127.0.0.1"], ["169.254.169.254"]);
    const request = guarded({ allowsPrivate: true, resolve });
    expect((await request({ method: "GET", url: `http://store.test:${port}/` })).text).toBe("here");
  });
});
