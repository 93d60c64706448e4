import { createServer, request, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** One request of a client, and what it was answered. */
export type Exchange = {
  method: string;
  /** Without its query. */
  path: string;
  status: number;
  contentType: string;
  body: string;
  /** X-Lethe-Ignored-Fields. */
  ignored: string;
};

export type Recorder = {
  /** What clients are given as Mem0's address. */
  url: string;
  /** What has been asked since the last call, in order. */
  take: () => Exchange[];
  stop: () => Promise<void>;
};

/** Stands between clients and the product, and passes on everything as it is: so that it is known what a method asks for. */
export const startRecorder = async (target: string): Promise<Recorder> => {
  let exchanges: Exchange[] = [];
  const server = createServer((asked, answer) => {
    const url = new URL(asked.url ?? "/", target);
    // Not packed, to be read here.
    const { host: _host, "accept-encoding": _encodings, ...headers } = asked.headers;
    // A connection each: one that is kept may be closed at the moment that it is used again.
    const options = { method: asked.method, headers, agent: false } as const;
    const passedOn = request(url, options, (answered: IncomingMessage) => {
      void text(answered).then((body) => {
        exchanges.push({
          method: asked.method ?? "",
          path: url.pathname,
          status: answered.statusCode ?? 0,
          contentType: answered.headers["content-type"] ?? "",
          body,
          ignored: String(answered.headers["x-lethe-ignored-fields"] ?? ""),
        });
        const { "transfer-encoding": _chunks, connection: _connection, ...kept } = answered.headers;
        answer.writeHead(answered.statusCode ?? 502, { ...kept, connection: "close" }).end(body);
      });
    });
    passedOn.on("error", (error) => answer.destroy(error));
    asked.pipe(passedOn);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take: () => {
      const taken = exchanges;
      exchanges = [];
      return taken;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
