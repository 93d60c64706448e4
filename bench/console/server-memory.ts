import { readFileSync } from "node:fs";
import { childrenOf, commandLine } from "@/scripts/process-table";

export type ServerMemory = { residentMiB: number; peakMiB: number };

/** Physical memory of the web server that this process started; null where the system does not tell (it is Linux that does). */
export function readServerMemory(): ServerMemory | null {
  if (process.platform !== "linux") return null;
  const servers = childrenOf(process.pid).filter((pid) => /\bnext\b/.test(commandLine(pid)));
  if (servers.length === 0) return null;
  const total = (name: string) => servers.reduce((sum, pid) => sum + readKiB(pid, name), 0) / 1024;
  return { residentMiB: total("VmRSS"), peakMiB: total("VmHWM") };
}

function readKiB(pid: number, name: string): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? 0);
}
