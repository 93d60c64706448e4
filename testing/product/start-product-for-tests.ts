import { spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { buildConsole } from "@/scripts/build-console";
import { findFreePort } from "@/scripts/ports";
import { makeTemporaryFolder } from "./temporary-folder";

export interface RunningProduct {
  url: string;
  dataDir: string;
  /** Process id of the launcher. */
  pid: number;
  /** Everything it has printed so far. */
  output: () => string;
  /** The set-up link it printed, or null. */
  setUpUrl: () => string | null;
  /** Stops it as Ctrl-C does and removes its data. */
  stop: () => Promise<void>;
  /** Ends the launcher without giving it a chance to clean up; the data stays. */
  kill9: () => Promise<void>;
}

interface StartInput {
  env?: Record<string, string>;
  /** Data of an earlier product, to start on again. */
  dataDir?: string;
}

const readySecondsMax = 180;
/** The last line of a start: what is printed before it, as the set-up link, has come then, too. */
const lastLine = "Stop it with Ctrl-C.";

/** Starts the real product as a person does, on a free port and with data of its own, and waits until it is ready. */
export async function startProductForTests({ env = {}, dataDir }: StartInput = {}): Promise<RunningProduct> {
  // Outside the limit: on a busy machine a build takes minutes.
  await buildConsole({ log: (line) => console.log(line) });
  const temporary = dataDir === undefined ? makeTemporaryFolder() : null;
  const folder = dataDir ?? path.join(temporary?.folder ?? "", "data");
  const port = Number(env.PORT) || (await findFreePort());
  const launcher = spawn(process.execPath, [path.join("scripts", "run.mjs"), "up"], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: { ...process.env, LETHE_DATA_DIR: folder, PORT: String(port), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [launcher.stdout, launcher.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const exited = new Promise<void>((resolve) => launcher.once("close", () => resolve()));
  const end = async (signal: NodeJS.Signals) => {
    launcher.kill(signal);
    await exited;
  };

  for (const limit = Date.now() + readySecondsMax * 1000; !output.includes(lastLine); await delay(50)) {
    if (launcher.exitCode === null && launcher.signalCode === null && Date.now() < limit) continue;
    await end("SIGTERM");
    temporary?.remove();
    throw new Error(`Lethe did not start. It said:\n${output}`);
  }
  return {
    url: `http://localhost:${port}`,
    dataDir: folder,
    pid: launcher.pid ?? 0,
    output: () => output,
    setUpUrl: () => /http\S+\/set-up\S*/.exec(output)?.[0] ?? null,
    stop: async () => {
      await end("SIGTERM");
      temporary?.remove();
    },
    kill9: async () => {
      launcher.kill("SIGKILL");
      await new Promise<void>((resolve) => {
        if (launcher.signalCode !== null) resolve();
        else launcher.once("exit", () => resolve());
      });
    },
  };
}
