import { connect, createServer, type Server, type Socket } from "node:net";

/** Stands between Lethe and Postgres: can be taken away, and can fall silent as a failover leaves it. */
export type DatabaseProxy = {
  /** Of the database that `target` names, by way of the proxy. */
  url: string;
  /** Lets connections in again after `stop`, at the same address. */
  start: () => Promise<void>;
  /** Breaks all connections and refuses new ones. */
  stop: () => Promise<void>;
  /** Refuses new connections; those that there are stay. */
  refuse: () => void;
  /** The connections there are stay open, and not a byte passes any more, either way; new ones work. */
  silence: () => void;
  /** The same, for each connection as soon as it has passed on so many more bytes of answers. */
  silenceAfter: (bytes: number) => void;
};

export const startDatabaseProxy = async (target: string): Promise<DatabaseProxy> => {
  const { hostname, port: targetPort } = new URL(target);
  const pairs = new Set<{ sockets: Socket[]; bytesLeft: number }>();
  let server: Server | undefined;
  let port = 0;

  const serve = (socket: Socket): void => {
    const onward = connect(Number(targetPort), hostname);
    const pair = { sockets: [socket, onward], bytesLeft: Infinity };
    pairs.add(pair);
    for (const each of pair.sockets) {
      each
        .on("error", () => undefined)
        .on("close", () => {
          // Silent: its end is not passed on either.
          if (pair.bytesLeft <= 0 && each === onward) return;
          for (const other of pair.sockets) other.destroy();
          pairs.delete(pair);
        });
    }
    socket.on("data", (data) => {
      if (pair.bytesLeft > 0) onward.write(data);
    });
    onward.on("data", (data) => {
      if (pair.bytesLeft <= 0) return;
      socket.write(data.subarray(0, pair.bytesLeft));
      pair.bytesLeft -= data.length;
    });
  };

  const start = async (): Promise<void> => {
    server = createServer(serve);
    await new Promise<void>((resolve) => server?.listen(port, "127.0.0.1", resolve));
    const address = server.address();
    if (typeof address === "object" && address !== null) port = address.port;
  };
  const stop = async (): Promise<void> => {
    for (const { sockets } of pairs) for (const socket of sockets) socket.destroy();
    pairs.clear();
    await new Promise((resolve) => (server === undefined ? resolve(null) : server.close(resolve)));
  };
  const silenceAfter = (bytes: number): void => {
    for (const pair of pairs) pair.bytesLeft = bytes;
  };
  await start();
  return {
    url: Object.assign(new URL(target), { host: `127.0.0.1:${port}` }).toString(),
    start,
    stop,
    refuse: () => void server?.close(),
    silence: () => silenceAfter(0),
    silenceAfter,
  };
};
