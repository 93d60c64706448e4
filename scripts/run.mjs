// The one entry of every npm script: plain Node without dependencies, because on a fresh clone there are none yet.
// It makes sure of Node and of the locked packages, then runs scripts/<name>.ts in this same process, so that
// signals reach the program itself and not a chain of wrappers.
import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { stopWords } from "./stop-words.mjs";

const scriptsFolder = path.dirname(fileURLToPath(import.meta.url));
const projectFolder = path.dirname(scriptsFolder);

await main(process.argv.slice(2));

async function main([name, ...args]) {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 9)) {
    stopWith(
      `Lethe needs Node 20.9 or newer; this is ${process.version}. Install a newer Node and try again.`,
    );
  }
  const names = readdirSync(scriptsFolder).flatMap(
    (file) =>
      /^(up|dev|build|test|import|bench|slopes|ledger|journal|api-key|member|audit|safety|distribute)\.ts$/.exec(
        file,
      )?.[1] ?? [],
  );
  if (!name || !names.includes(name))
    stopWith(`Usage: node scripts/run.mjs <${names.join("|")}> [arguments]`);

  process.chdir(projectFolder);
  try {
    const { installDependencies } = await import("./install-dependencies.mjs");
    await installDependencies(projectFolder);
    const { register } = await import("tsx/esm/api");
    register();
    const script = await import(`./${name}.ts`);
    const exitCode = (await script.default?.(args)) ?? process.exitCode ?? 0;
    process.exit(exitCode);
  } catch (error) {
    stopWith(stopWords(error));
  }
}

function stopWith(message) {
  console.error(message);
  process.exit(1);
}
