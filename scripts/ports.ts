import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { errorCode, StartError } from "./start-error";

// Below what Linux (32768 and up), macOS and Windows (49152 and up) hand out to outgoing connections: one of those could
// take a port between our finding it free and a server listening on it.
const foundPortMin = 10_000;
const foundPortMax = 32_767;

/** A port of 127.0.0.1 that nothing listens on right now. */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(foundPortMin, foundPortMax + 1);
    const code = await tryListen("127.0.0.1", port);
    if (code === null) return port;
    if (code !== "EADDRINUSE") throw new Error(`No port of 127.0.0.1 can be listened on (${code}).`);
  }
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
