import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** The command line of a process, its arguments joined by spaces and followed by one; empty when it is gone or a zombie. */
export function commandLine(pid: number): string {
  if (process.platform === "linux") return readOrEmpty(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
  return `${ps("args=", pid)} `;
}

/** The process that started another, or null. */
export function parentOf(pid: number): number | null {
  // Linux without ps is common in containers. The name in parentheses may hold anything, so count from its end.
  const text =
    process.platform === "linux"
      ? readOrEmpty(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ")[1]
      : ps("ppid=", pid);
  return Number(text) || null;
}

/** The processes that a process has started. */
export function childrenOf(pid: number): number[] {
  if (process.platform === "linux") {
    return readdirSync("/proc")
      .map(Number)
      .filter((each) => each > 0 && parentOf(each) === pid);
  }
  const { stdout } = spawnSync("ps", ["-axo", "pid=,ppid="], { encoding: "utf8" });
  return stdout
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([child = 0, parent]) => (parent === pid ? [child] : []));
}

function ps(field: string, pid: number): string {
  const result = spawnSync("ps", ["-ww", "-o", field, "-p", String(pid)], { encoding: "utf8" });
  return result.error ? "" : result.stdout.trim();
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
