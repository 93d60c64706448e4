import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export type TestServer = {
  /** Without a slash at the end. */
  url: string;
  /** Cuts what is under way. Rejects when `handle` itself has failed at a request. */
  stop: () => Promise<void>;
};

/**
 * Starts an HTTP server on 127.0.0.1 that stands for a service elsewhere. A request at which `handle` fails is cut off, and the
 * failure comes to light at the end, unless the caller had gone by then or `signal`, which `stop` aborts, has ended it.
 */
export const startTestServer = async (input: {
  /** 0: a free one. */
  port: number;
  handle: (request: IncomingMessage, response: ServerResponse, signal: AbortSignal) => Promise<void>;
}): Promise<TestServer> => {
  const stopping = new AbortController();
  const defects: unknown[] = [];
  const server = createServer((request, response) => {
    input.handle(request, response, stopping.signal).catch((error: unknown) => {
      const hasGone = stopping.signal.aborted || response.destroyed || request.socket.destroyed;
      if (!hasGone) defects.push(error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(input.port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      stopping.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      if (defects.length > 0) throw new AggregateError(defects, "The test server itself has failed.");
    },
  };
};
