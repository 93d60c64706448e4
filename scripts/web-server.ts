import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { standaloneServer } from "./build-console";
import { noteServer } from "./served-folder.mjs";
import { StartError } from "./start-error";

interface WebServerInput {
  mode: "production" | "development";
  host: string;
  port: number;
  env: Record<string, string>;
  log: (line: string) => void;
  signal: AbortSignal;
  /** Called when it ended again and again and is not started any more. */
  onGivenUp: (error: Error) => void;
}

const failuresMax = 5; // within a minute
const readySecondsMax = 90;
// The address of a view holds its filter: a thousand memory ids are 40 KB, and Node's default refuses 16.
const headerBytesMax = 131_072;
// Clients close a kept connection some time before the server says it will. At Node's five seconds that is too tight: one in some
// thousand requests met a connection that was being closed, and a DELETE is not sent again. Proxies keep theirs for a minute.
const keptOpenSeconds = 75;
/**
 * What Node may keep of what it has read, in MiB. Nothing here is held in full, so that little is needed; and the more is allowed,
 * the later V8 cleans up: without a limit, 1,200 pages left 560 MiB behind, and with it and two arenas of the allocator 300.
 */
const heapMiBMax = 1_024;
const stopSecondsMax = 3; // A browser that connected ahead of a request would hold the server for a minute.

/** Starts Next.js as a child, waits until the console answers, and keeps it running. Returns the function that stops it. */
export async function startWebServer(input: WebServerInput): Promise<() => Promise<void>> {
  const { log, signal } = input;
  let isStopping = false;
  let hasBeenReady = false;
  const failures: number[] = [];
  let child = launch();
  const stop = async () => {
    isStopping = true;
    await endProcess(child);
  };
  try {
    await waitUntilReady(input, () => child.exitCode !== null || child.signalCode !== null);
  } catch (error) {
    await stop();
    throw error;
  }
  hasBeenReady = true;
  return stop;

  function launch(): ChildProcess {
    const started = spawnNext(input, () => hasBeenReady);
    started.once("exit", (code, signalName) => {
      if (isStopping || signal.aborted || !hasBeenReady) return;
      failures.push(Date.now());
      const recent = failures.filter((at) => at > Date.now() - 60_000).length;
      const how = signalName ?? `code ${code}`;
      if (recent > failuresMax) {
        input.onGivenUp(
          new StartError(
            `The web server ended ${recent} times within a minute (${how}); its messages are above.`,
          ),
        );
        return;
      }
      const waitMs = 250 * 2 ** (recent - 1);
      log(`The web server ended unexpectedly (${how}). Starting it again.`);
      void delay(waitMs).then(() => {
        if (!isStopping) child = launch();
      });
    });
    return started;
  }
}

function spawnNext(input: WebServerInput, isReady: () => boolean): ChildProcess {
  const { mode, host, port, env } = input;
  const isStandalone = mode === "production" && existsSync(standaloneServer);
  const preloads = ["exit-with-launcher.cjs", "forwarded-headers.cjs"];
  const child = spawn(
    process.execPath,
    [
      `--max-http-header-size=${headerBytesMax}`,
      ...preloads.flatMap((name) => ["--require", path.resolve("scripts", name)]),
      ...(isStandalone ? [standaloneServer] : nextArguments(input)),
    ],
    {
      // The first member's password, and the role that may rewrite the ledger, are for the launcher alone.
      env: {
        // glibc makes eight for each processor, and gives back little of each.
        MALLOC_ARENA_MAX: "2",
        ...process.env,
        // Of two limits Node takes the last: that of whoever runs Lethe. A development server builds as well, and has its own.
        ...(mode === "production" && {
          NODE_OPTIONS: `--max-old-space-size=${heapMiBMax} ${process.env["NODE_OPTIONS"] ?? ""}`,
        }),
        ADMIN_PASSWORD: undefined,
        DATABASE_MIGRATION_URL: undefined,
        // Which database it is, the launcher alone says.
        LETHE_EMBEDDED_DATABASE: undefined,
        ...env,
        ...(isStandalone
          ? { HOSTNAME: host, PORT: String(port), KEEP_ALIVE_TIMEOUT: String(keptOpenSeconds * 1000) }
          : {}),
        NODE_ENV: mode,
        NEXT_TELEMETRY_DISABLED: "1",
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // Its own process group: Ctrl-C in the terminal must reach the launcher alone, which stops things in order.
      detached: true,
    },
  );
  // An image is not built in.
  if (mode === "production" && !isStandalone && child.pid !== undefined)
    child.once("exit", noteServer(process.cwd(), child.pid));
  child.on("error", (error) => input.log(`The web server could not be started: ${error.message}`));
  // Until the console answers, Next's own banner would name an address too early; errors are always shown.
  if (child.stdout) {
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (isReady() && !isBanner(line)) console.log(line);
    });
  }
  if (child.stderr) createInterface({ input: child.stderr }).on("line", (line) => console.error(line));
  return child;
}

const nextArguments = ({ mode, host, port }: WebServerInput): string[] => [
  path.join("node_modules", "next", "dist", "bin", "next"),
  mode === "production" ? "start" : "dev",
  "-H",
  host,
  "-p",
  String(port),
  ...(mode === "production" ? ["--keepAliveTimeout", String(keptOpenSeconds * 1000)] : []),
];

const isBanner = (line: string) =>
  /^\s*(▲|- (Local|Network|Environments)|✓ (Starting|Ready))/.test(line) || line.trim() === "";

async function waitUntilReady(
  { host, port, signal }: WebServerInput,
  hasEnded: () => boolean,
): Promise<void> {
  const name =
    host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "[::1]" : host.includes(":") ? `[${host}]` : host;
  for (const end = Date.now() + readySecondsMax * 1000; Date.now() < end; await delay(50)) {
    signal.throwIfAborted();
    if (hasEnded())
      throw new StartError("The web server ended while it was starting; its messages are above.");
    try {
      const timeLimit = AbortSignal.any([signal, AbortSignal.timeout(30_000)]);
      const response = await fetch(`http://${name}:${port}/api/health`, { signal: timeLimit });
      // Read to its end, or the connection holds up the server's stop.
      await response.text();
      if (response.status === 200) return;
    } catch {
      // Not listening yet.
    }
  }
  throw new StartError(
    `The web server started, but /api/health did not answer with 200 within ${readySecondsMax} seconds.`,
  );
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), stopSecondsMax * 1000);
  await exited;
  clearTimeout(timer);
}
