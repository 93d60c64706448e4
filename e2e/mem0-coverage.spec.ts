import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import type { default as MemoryClient } from "mem0ai";
import { coverageTable, countInWords } from "@/testing/compatibility/coverage-document";
import { describeDifferences } from "@/testing/compatibility/explanations";
import { readMem0Operations } from "@/testing/compatibility/mem0-operations";
import type { CoverageRow } from "@/testing/compatibility/outcome";
import { reduceDescription, type ReducedOperation } from "@/testing/compatibility/reduce-description";
import { startProductForTests, type RunningProduct } from "@/testing/product/start-product-for-tests";
import { makeTemporaryFolder } from "@/testing/product/temporary-folder";
import { callServerAt, createKeyIn } from "./api-key";
import { commandCases, type CommandLines, type Store } from "./compatibility/command-cases";
import { commandLine, type CommandLine } from "./compatibility/command-line";
import { expectSection } from "./compatibility/compatibility-document";
import { javascriptCases, type Clients } from "./compatibility/javascript-cases";
import { startLanguageModel } from "./compatibility/language-model";
import { caseOf, type Ask } from "./compatibility/operation-cases";
import { errorOf, expectRefused, outcomeOf, type Attempt } from "./compatibility/outcome-of";
import { startRecorder, type Exchange, type Recorder } from "./compatibility/recorder";
import { watchClient } from "./compatibility/watch-client";
import { expect, test } from "./console";
import { connect } from "./mem0-client";

// Each method and command of Mem0's clients, and each operation of its API, against a product of its own: some of them delete
// everything. docs/mem0-compatibility.md is made of it.

const python = process.env["LETHE_PYTHON"] ?? "python3";
const temporary = makeTemporaryFolder();
const run = promisify(execFile);

let model: Awaited<ReturnType<typeof startLanguageModel>>;
let product: RunningProduct;
let recorder: Recorder;
let keys: Record<"admin" | "viewer", string>;
let operations: ReducedOperation[];

test.beforeAll(async () => {
  test.setTimeout(600_000);
  model = await startLanguageModel();
  product = await startProductForTests({
    env: {
      LETHE_SAMPLE: "off",
      LETHE_API_REQUESTS_PER_MINUTE: "0",
      LETHE_MODEL_URL: model.url,
      LETHE_MODEL_NAME: "stand-in",
    },
  });
  const [admin, viewer] = await Promise.all(
    ["admin", "viewer"].map((role) => createKeyIn(product.dataDir, `coverage ${role}`, role)),
  );
  keys = { admin: admin ?? "", viewer: viewer ?? "" };
  recorder = await startRecorder(product.url);
  operations = reduceDescription(await (await fetch(`${product.url}/api/openapi.json`)).json());
});
test.afterAll(async () => {
  await recorder.stop();
  await product.stop();
  await model.stop();
  temporary.remove();
});

/** Tries each, so many at a time, and answers what failed: one failure hides no other. */
const failuresOf = async (
  names: readonly string[],
  parallelCount: number,
  tried: (name: string) => Promise<void>,
): Promise<string[]> => {
  const failures: string[] = [];
  const waiting = [...names];
  const work = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const next = name;
      const failure = await errorOf(() => tried(next));
      if (failure !== null) failures.push(failure);
    }
  };
  await Promise.all(Array.from({ length: parallelCount }, work));
  return failures;
};

/** The lines of the table, tried one after the other. */
const rowsOf = async (
  names: readonly string[],
  tried: (name: string) => Promise<CoverageRow>,
): Promise<CoverageRow[]> => {
  const rows: CoverageRow[] = [];
  const failures = await failuresOf(names, 1, async (name) => void rows.push(await tried(name)));
  expect(failures).toEqual([]);
  return rows;
};
const sectionOf = (kind: string, rows: readonly CoverageRow[]) =>
  `${rows.length} in all: ${countInWords(rows)}.\n\n${coverageTable(kind, rows)}`;

test("each operation of Mem0's API works, differs or answers why not", async () => {
  test.setTimeout(600_000);
  const mem0 = readMem0Operations();
  let exchanges: Exchange[] = [];
  const ask: Ask = async (method, address, body, key = keys.admin) => {
    const response = await fetch(`${recorder.url}${address}`, {
      method,
      headers: { authorization: `Token ${key}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    exchanges.push(...recorder.take());
    if (!response.ok) throw new Error(`${method} ${address}: ${response.status} ${text}`);
    return JSON.parse(text) as unknown;
  };
  const byName = new Map(mem0.map((operation) => [`${operation.method} ${operation.path}`, operation]));
  const rows = await rowsOf([...byName.keys()], async (name) => {
    const operation = byName.get(name);
    if (operation === undefined) throw new Error(name);
    const { works, refused } = caseOf(operation);
    exchanges = [];
    const attempt: Attempt = { error: await errorOf(() => works(ask)), exchanges };
    const own = attempt.exchanges.filter(
      (exchange) => outcomeOf(name, { exchanges: [exchange], error: null }, operations).asks[0] === name,
    );
    const row = outcomeOf(name, { ...attempt, exchanges: own }, operations);
    if (row.outcome.here === "answers why not") return { ...row, asks: [] };
    exchanges = [];
    expectRefused(name, { error: await errorOf(() => refused(ask)), exchanges });
    return { ...row, asks: [] };
  });
  await expectSection("Mem0's API", "", sectionOf("Operation", rows));
  await expectSection("Where the descriptions differ", "", describeDifferences(mem0, operations));
});

test("each method of the JavaScript client", async () => {
  test.setTimeout(600_000);
  const said: unknown[] = [];
  const { error, warn } = console;
  console.error = console.warn = (...words: unknown[]) => void said.push(...words);
  try {
    const [admin, viewer, stranger] = await Promise.all(
      [keys.admin, keys.viewer, "lethe_wrong"].map((key) => connect(key, recorder.url)),
    );
    const clients = { admin, viewer, stranger } as Clients;
    const own = Object.getOwnPropertyNames(Object.getPrototypeOf(admin)).filter(
      (name) => name !== "constructor" && !name.startsWith("_"),
    );
    expect(Object.keys(javascriptCases)).toEqual(own);
    const rows = await rowsOf(own, async (name) => {
      const tried = async (work: (clients: Clients) => Promise<unknown>): Promise<Attempt> => {
        const exchanges: Exchange[] = [];
        const watched = (client: MemoryClient) => watchClient(client, name, recorder, exchanges);
        const all = Object.entries(clients).map(([role, client]) => [role, watched(client)]);
        return { error: await errorOf(() => work(Object.fromEntries(all) as Clients)), exchanges };
      };
      const found = javascriptCases[name];
      if (found === undefined) throw new Error(name);
      const row = outcomeOf(name, await tried(found.works), operations);
      if (row.outcome.here !== "answers why not") expectRefused(name, await tried(found.refused));
      return row;
    });
    const { version } = packageOf("mem0ai");
    await expectSection("JavaScript client", `mem0ai ${version}`, sectionOf("Method", rows));
  } finally {
    Object.assign(console, { error, warn });
  }
});

test("each command of the npm command line", async () => {
  test.setTimeout(600_000);
  const { version, file, require } = packageOf("@mem0/cli");
  const program = path.join(path.dirname(file), "dist", "index.js");
  const listing = `
    import { Command } from ${JSON.stringify(require.resolve("commander"))};
    const leaves = (command) => command.commands.length === 0 ? [command.name()]
      : command.commands.flatMap(leaves).map((leaf) => command.name() + " " + leaf);
    Command.prototype.parseAsync = async function () {
      console.log(JSON.stringify(this.commands.flatMap(leaves)));
    };
    await import(${JSON.stringify(program)});`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", listing]);
  const rows = await rowsOfCommands("npm", [process.execPath, program], JSON.parse(stdout) as string[]);
  await expectSection("Command line from npm", `@mem0/cli ${version}`, sectionOf("Command", rows));
});

test("each method of the Python clients", async () => {
  test.setTimeout(600_000);
  test.skip(
    !(await hasModule("mem0")),
    `${python} has no mem0ai: "pip install mem0ai", or name a Python that has it in LETHE_PYTHON.`,
  );
  const { stdout } = await run(python, ["e2e/compatibility/python_client.py"], {
    env: {
      ...process.env,
      HOME: homeOf("python"),
      LETHE_URL: product.url,
      LETHE_API_KEY: keys.admin,
      LETHE_VIEWER_KEY: keys.viewer,
    },
    maxBuffer: 64 * 1024 * 1024,
  });
  const seen = JSON.parse(stdout) as PythonResults;
  for (const [title, kind] of [
    ["Python client", "MemoryClient"],
    ["Python's asynchronous client", "AsyncMemoryClient"],
  ] as const) {
    const { methods, cases } = seen.clients[kind];
    expect(cases.map(({ name }) => name).sort(), kind).toEqual(methods.toSorted());
    const byName = new Map(cases.map((each) => [each.name, each]));
    const rows = await rowsOf([...byName.keys()], (name) => {
      const found = byName.get(name);
      if (found === undefined) throw new Error(name);
      const row = pythonRow(name, found.works);
      expectRefused(name, found.refused, found.works.exchanges.length === 0);
      return Promise.resolve(row);
    });
    await expectSection(title, `mem0ai ${seen.version}`, sectionOf("Method", rows));
  }
});
type PythonResults = {
  version: string;
  clients: Record<
    "MemoryClient" | "AsyncMemoryClient",
    { methods: string[]; cases: { name: string; works: Attempt; refused: Attempt }[] }
  >;
};
/** What the client itself does not have yet asks for nothing. */
const pythonRow = (name: string, works: Attempt): CoverageRow =>
  works.error?.startsWith("NotImplementedError") === true
    ? {
        name,
        asks: [],
        ignored: [],
        outcome: { here: "answers why not", how: "The client itself does not have it yet." },
      }
    : outcomeOf(name, works, operations);

test("each command of the PyPI command line", async () => {
  test.setTimeout(600_000);
  test.skip(
    !(await hasModule("mem0_cli")),
    `${python} has no mem0-cli: "pip install mem0-cli", or name a Python that has it in LETHE_PYTHON.`,
  );
  const listing = `
import json, typer, mem0_cli
from mem0_cli.app import app
def leaves(name, command):
    inner = getattr(command, "commands", None)
    return [name] if inner is None else [f"{name} {leaf}".strip() for key in inner for leaf in leaves(key, inner[key])]
print(json.dumps([mem0_cli.__version__, leaves("", typer.main.get_command(app))]))`;
  const { stdout } = await run(python, ["-c", listing]);
  const [version, commands] = JSON.parse(stdout) as [string, string[]];
  const rows = await rowsOfCommands("pypi", [python, "-m", "mem0_cli"], commands);
  await expectSection("Command line from PyPI", `mem0-cli ${version}`, sectionOf("Command", rows));
});

/**
 * `commands` are those that the program has: every one must have been tried. Several at a time, each with a recorder and home folders of
 * its own: the one from npm waits five seconds at the end of each command, for a timer that it has set.
 */
const rowsOfCommands = async (
  from: string,
  program: readonly [string, ...string[]],
  commands: readonly string[],
): Promise<CoverageRow[]> => {
  const commandOf = (name: string) => commands.find((command) => `${name} `.startsWith(`${command} `)) ?? "";
  const names = Object.keys(commandCases);
  expect([...new Set(names.map(commandOf))].sort()).toEqual(commands.toSorted());
  const rows = new Map<string, CoverageRow>();
  const tried = async (name: string) => {
    rows.set(name, await tryCommand({ name, command: commandOf(name), folder: `${from}/${name}`, program }));
  };
  const isAlone = (name: string) => commandCases[name]?.isAlone === true;
  const failures = await failuresOf(
    names.filter((name) => !isAlone(name)),
    8,
    tried,
  );
  failures.push(...(await failuresOf(names.filter(isAlone), 1, tried)));
  expect(failures).toEqual([]);
  return names.flatMap((name) => rows.get(name) ?? []);
};

type CommandTry = {
  name: string;
  command: string;
  folder: string;
  program: readonly [string, ...string[]];
};
const tryCommand = async ({ name, command, folder, program }: CommandTry): Promise<CoverageRow> => {
  const found = commandCases[name];
  if (found === undefined) throw new Error(name);
  const own = await startRecorder(product.url);
  let exchanges: Exchange[] = [];
  const onRun = (args: readonly string[]) => {
    const asked = own.take();
    const words = args.filter((each) => each !== "--json").join(" ");
    if (`${words} `.startsWith(`${command} `)) exchanges.push(...asked);
  };
  const lineOf = (who: string, apiKey: string): CommandLine =>
    commandLine({ program, home: homeOf(path.join(folder, who)), host: own.url, apiKey, onRun });
  const lines: CommandLines = {
    admin: lineOf("admin", keys.admin),
    viewer: lineOf("viewer", keys.viewer),
    stranger: lineOf("stranger", "lethe_wrong"),
    agent: lineOf("agent", keys.admin),
    newcomer: lineOf("newcomer", ""),
    adminKey: keys.admin,
    store: storeOf("command"),
  };
  lines.agent.write(path.join(".mem0", "config.json"), {
    version: 1,
    platform: {
      api_key: keys.admin,
      base_url: own.url,
      agent_mode: true,
      default_user_id: "user_of_an_agent",
    },
  });
  try {
    const row = outcomeOf(name, { error: await errorOf(() => found.works(lines)), exchanges }, operations);
    if (row.outcome.here === "answers why not") return row;
    exchanges = [];
    let said: string | null = null;
    const failure = await errorOf(async () => void (said = await found.refused(lines)));
    if (failure !== null) throw new Error(`${name}: ${failure}`);
    expectRefused(name, { error: said, exchanges }, found.isLocal);
    return found.toKnow === undefined ? row : { ...row, toKnow: found.toKnow };
  } finally {
    await own.stop();
  }
};

const storeOf = (marker: string): Store => {
  const ask = async (address: string, body: unknown) => {
    const answer = await callServerAt(product.url, keys.admin, "POST", address, body);
    return answer.body["results"] as { id: string; memory: string }[];
  };
  return {
    addOne: async () => {
      const user = `${marker}-${randomUUID().slice(0, 8)}`;
      const messages = [{ role: "user", content: `${user} plays the cello` }];
      const [added] = await ask("/v3/memories/add/", { messages, user_id: user, infer: false });
      return { user, id: added?.id ?? "" };
    },
    add: async (user, count) => {
      const messages = Array.from({ length: count }, (_, i) => ({
        role: "user",
        content: `Plays piece ${i}`,
      }));
      await ask("/v3/memories/add/", { messages, user_id: user, infer: false });
    },
    memoriesOf: (user) => ask("/v3/memories/?page_size=200", { filters: { user_id: user } }),
  };
};

const homeOf = (name: string): string => {
  const folder = path.join(temporary.folder, name);
  mkdirSync(folder, { recursive: true });
  return folder;
};

const packageOf = (name: string) => {
  const file = path.resolve("node_modules", name, "package.json");
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { version: string };
  return { file, version, require: createRequire(file) };
};

const hasModule = async (name: string): Promise<boolean> =>
  (await errorOf(() =>
    run(python, ["-c", `import ${name}`], { env: { ...process.env, MEM0_TELEMETRY: "False" } }),
  )) === null;
