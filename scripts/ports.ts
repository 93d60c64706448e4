import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { errorCode, StartError } from "./start-error";

/** A port of 127.0.0.1 that nothing listens on right now. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

interface FreePortInput {
  host: string;
  port: number;
  /** What to type again, for the remedy. */
  command: string;
  log: (line: string) => void;
  waitSecondsMax?: number;
}

/**
 * Throws a StartError when the port cannot be listened on. Waits a moment first: the web server of a launcher that was
 * killed, or is just stopping, ends by itself.
 */
export async function requireFreePort(input: FreePortInput): Promise<void> {
  const { host, port, command, log, waitSecondsMax = 5 } = input;
  const end = Date.now() + waitSecondsMax * 1000;
  for (let attempt = 1; ; attempt++) {
    const code = await tryListen(host, port);
    if (code === null) return;
    if (code === "EACCES") {
      throw new StartError(
        `Port ${port} needs more rights than this user has: choose one above 1023, for example PORT=3000 ${command}.`,
      );
    }
    if (code !== "EADDRINUSE")
      throw new StartError(
        `Lethe cannot listen on HOST=${host} (${code}): choose an address of this machine.`,
      );
    if (Date.now() > end) {
      throw new StartError(
        `Port ${port} is taken: stop what uses it, or choose another, for example PORT=${port === 65_535 ? 3000 : port + 1} ${command}.`,
      );
    }
    if (attempt === 1) log(`Port ${port} is taken. Waiting a moment in case it is just being freed.`);
    await delay(200);
  }
}

function tryListen(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(errorCode(error) ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}
