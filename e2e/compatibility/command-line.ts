import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

export type Ran = { status: number; stdout: string; stderr: string };

export type CommandLine = {
  /** Runs one command as a script would: no terminal, and the home folder of this command line. */
  run: (args: readonly string[], env?: Record<string, string>) => Promise<Ran>;
  /** Runs one with --json, and answers what it says as data. Throws what it says instead when it fails. */
  data: (args: readonly string[]) => Promise<unknown>;
  /** Writes a file into the home folder and answers its path. */
  write: (name: string, value: unknown) => string;
};

type Input = {
  /** The program, and what stands before a command. */
  program: readonly [string, ...string[]];
  home: string;
  host: string;
  apiKey: string;
  /** Is told what has run. */
  onRun: (args: readonly string[]) => void;
};

/** Mem0's command line, either of the two, on a home folder of its own. */
export const commandLine = ({
  program: [program, ...first],
  home,
  host,
  apiKey,
  onRun,
}: Input): CommandLine => {
  const run: CommandLine["run"] = (args, env = {}) =>
    new Promise((resolve) => {
      const child = execFile(
        program,
        [...first, ...args],
        {
          cwd: home,
          // Nothing of this process: a variable of an agent's changes what "init" does.
          env: {
            NODE_ENV: "production",
            PATH: process.env["PATH"],
            HOME: home,
            COLUMNS: "1000",
            MEM0_TELEMETRY: "false",
            MEM0_BASE_URL: host,
            MEM0_API_KEY: apiKey,
            ...env,
          },
        },
        (_error, stdout, stderr) => {
          onRun(args);
          resolve({ status: child.exitCode ?? 1, stdout, stderr });
        },
      );
      child.stdin?.end();
    });
  return {
    run,
    data: async (args) => {
      const ran = await run(["--json", ...args]);
      if (ran.status !== 0) throw new Error(`${ran.stdout}${ran.stderr}`);
      return (JSON.parse(ran.stdout.slice(ran.stdout.indexOf("{"))) as { data: unknown }).data;
    },
    write: (name, value) => {
      const file = path.join(home, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, JSON.stringify(value));
      return file;
    },
  };
};
