import { spawn, type ChildProcess } from "node:child_process";

const running = new Set<ChildProcess>();

interface Options {
  env?: Record<string, string>;
  /** Gets everything that the program says, as it comes. */
  print: (text: string) => void;
  /** Whether it only uses what other programs leave of the processors. */
  isPatient?: boolean;
}

/** Runs a program until its end. Answers whether it succeeded. */
export function runCommand(
  command: string,
  args: string[],
  { env = {}, print, isPatient = false }: Options,
): Promise<boolean> {
  // By a program: os.setPriority() does not reach the threads that a process already has.
  const program = isPatient ? "nice" : command;
  const colours = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
  const child = spawn(program, isPatient ? [command, ...args] : args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...colours, ...env },
  });
  const streams = [child.stdout, child.stderr];
  for (const stream of streams) stream.setEncoding("utf8").on("data", print);
  // What it has left running may hold them open for ever.
  child.on("exit", () => setTimeout(() => streams.forEach((stream) => stream.destroy()), 2_000).unref());
  running.add(child);
  return new Promise((resolve) => {
    child.on("error", (error) => {
      running.delete(child);
      print(`${program} could not be started: ${error.message}\n`);
      resolve(false);
    });
    // Not "exit", after which the streams may hold words yet.
    child.on("close", (code) => {
      running.delete(child);
      resolve(code === 0);
    });
  });
}

/** Ends what `runCommand` has under way. */
export function stopCommands(): void {
  for (const child of running) child.kill("SIGTERM");
}
