import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packStatic } from "./pack-static";
import { acquirePidLock } from "./pid-lock.mjs";
import { refuseWhileServed } from "./served-folder.mjs";
import { StartError } from "./start-error";

// `next build` empties .next, so the stamp disappears with the build it speaks of; the lock must lie elsewhere.
const stampFile = path.join(".next", "lethe-build");
/** Only there after a build with LETHE_STANDALONE=on. */
export const standaloneServer = path.join(".next", "standalone", "server.js");
const lockFile = path.join("node_modules", ".lethe-build-lock");

const sourceFolders = ["app", "components", "lib", "drizzle", "public"];
const sourceFiles =
  /^(package(-lock)?\.json|tsconfig\.json|(next|tailwind|postcss)\.config\.\w+|(proxy|instrumentation(-client)?)\.ts)$/;
const ignored = /\.test\.tsx?$/;

/**
 * Builds the console for production, unless the sources are those of the last build. Throws a StartError while a server runs
 * from this folder, as it would lose its files.
 */
export async function buildConsole({
  log,
  signal,
}: {
  log: (line: string) => void;
  signal?: AbortSignal;
}): Promise<void> {
  const hash = hashSources();
  if (isBuilt(hash)) return;
  const lock = await acquirePidLock(lockFile, {
    onWait: () => log("Waiting for another start of Lethe that is building the console."),
    signal,
  });
  try {
    if (isBuilt(hash)) return;
    refuseWhileServed(process.cwd());
    log("Building the console (half a minute or so, once per version).");
    rmSync(stampFile, { force: true });
    await nextBuild(lock.addHolder, signal);
    await packStatic(path.join(".next", "static"));
    completeStandalone();
    writeFileSync(stampFile, hash);
  } finally {
    lock.release();
  }
}

/** A standalone build (next.config.ts) is without what browsers load. */
function completeStandalone(): void {
  if (!existsSync(standaloneServer)) return;
  const folder = path.dirname(standaloneServer);
  cpSync(path.join(".next", "static"), path.join(folder, ".next", "static"), { recursive: true });
  cpSync("public", path.join(folder, "public"), { recursive: true });
}

const isBuilt = (hash: string) => existsSync(stampFile) && readFileSync(stampFile, "utf8") === hash;

function nextBuild(addHolder: (pid: number) => void, signal?: AbortSignal): Promise<void> {
  const build = spawn(process.execPath, [path.join("node_modules", "next", "dist", "bin", "next"), "build"], {
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    signal,
  });
  // A build outlives a killed launcher by some seconds: until then no other build may start.
  if (build.pid) addHolder(build.pid);
  let output = "";
  for (const stream of [build.stdout, build.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  return new Promise((resolve, reject) => {
    build.on("error", reject);
    build.on("close", (code) => {
      if (code === 0) resolve();
      else
        reject(
          new StartError(`${output.trim()}\n\nThe console could not be built; what Next.js said is above.`),
        );
    });
  });
}

/** A digest of the names and contents of everything the build reads. */
function hashSources(): string {
  const hash = createHash("sha256").update(process.version);
  const files = readdirSync(".").filter((name) => sourceFiles.test(name));
  for (const folder of sourceFolders.filter((each) => existsSync(each))) {
    const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) =>
      path.join(folder, name),
    );
    files.push(...paths.filter((file) => !ignored.test(file) && statSync(file).isFile()));
  }
  for (const file of files.sort()) {
    const content = readFileSync(file);
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}
