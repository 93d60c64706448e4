import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

export interface LedgerRun {
  code: number | null;
  output: string;
  errors: string;
  peakMegabytes: number;
}

/** Runs `npm run ledger` in a process of its own, with nothing in its environment and its input that it is not given. */
export function runLedger(args: string[], env: Record<string, string>, input = ""): Promise<LedgerRun> {
  const code = `const { default: ledger } = await import("./scripts/ledger.ts");
    process.exit(await ledger(process.argv.slice(1)).catch((error) => (console.error(error.message), 1)));`;
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "-e", code, "--", ...args],
    { env: { PATH: process.env.PATH ?? "", NODE_ENV: "test", ...env } },
  );
  child.stdin.end(input);
  const result: LedgerRun = { code: null, output: "", errors: "", peakMegabytes: 0 };
  child.stdout.on("data", (data: Buffer) => (result.output += data.toString()));
  child.stderr.on("data", (data: Buffer) => (result.errors += data.toString()));
  // The peak is the process's own record, so that no moment is missed but the last.
  const timer = setInterval(() => (result.peakMegabytes = peakOf(child.pid) ?? result.peakMegabytes), 10);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => {
      clearInterval(timer);
      resolve({ ...result, code: exitCode });
    });
  });
}

/** What it says in the end. */
export const lastLine = ({ output }: LedgerRun): string | undefined => output.trimEnd().split("\n").at(-1);

function peakOf(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
