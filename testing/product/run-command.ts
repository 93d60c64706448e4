import { spawn, type ChildProcess } from "node:child_process";

const running = new Set<ChildProcess>();

/** Runs a program in the foreground. Answers whether it succeeded. */
export function runCommand(
  command: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<boolean> {
  const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, ...env } });
  running.add(child);
  return new Promise((resolve) => {
    child.on("error", (error) => {
      running.delete(child);
      console.error(`${command} could not be started: ${error.message}`);
      resolve(false);
    });
    child.on("exit", (code) => {
      running.delete(child);
      resolve(code === 0);
    });
  });
}

/** Ends what `runCommand` has under way. */
export function stopCommands(): void {
  for (const child of running) child.kill("SIGTERM");
}
