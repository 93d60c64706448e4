import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright";
import { StartError } from "@/scripts/start-error";

/** Draws no window of its own, and so takes a third of the time of the others. */
const headlessShell = "chromium-headless-shell";
const systemNames = [headlessShell, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macOsApps = ["Google Chrome", "Chromium"].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

/**
 * The path of a Chromium for the end-to-end tests: the one that LETHE_CHROMIUM names, Playwright's own, the system's, or
 * one installed now. Where packages can be installed, as in a container, the headless shell is installed beside another one.
 */
export function findBrowser(log: (line: string) => void): string {
  const named = process.env.LETHE_CHROMIUM;
  if (named) {
    if (isProgram(named)) return named;
    throw new StartError(`LETHE_CHROMIUM names ${named}, which is not a program: correct or unset it.`);
  }
  const found =
    findOwn() ?? findOnPath(headlessShell) ?? installPackage(headlessShell, log) ?? findInstalled();
  if (found !== null) return found;

  log("No browser found. Downloading Playwright's.");
  install(process.execPath, [path.join("node_modules", "playwright", "cli.js"), "install", "chromium"], 120);
  const downloaded = findOwn() ?? installPackage("chromium", log);
  if (downloaded !== null) return downloaded;
  throw new StartError(
    "The end-to-end tests need a browser: install Chromium or Chrome, or name one with LETHE_CHROMIUM=/path/to/chromium.",
  );
}

function installPackage(name: string, log: (line: string) => void): string | null {
  if (process.getuid?.() !== 0 || findOnPath("apt-get") === null) return null;
  log(`Installing the system's package ${name}.`);
  const args = ["install", "-y", "--no-install-recommends", name];
  // The lists of packages are often missing in containers, or too old to install from.
  if (!install("apt-get", args, 300) && install("apt-get", ["update"], 120)) install("apt-get", args, 300);
  return findOnPath(name);
}

function findOwn(): string | null {
  const own = chromium.executablePath();
  return own && existsSync(own) ? own : null;
}

function findInstalled(): string | null {
  for (const name of systemNames) {
    const program = findOnPath(name);
    if (program !== null) return program;
  }
  return macOsApps.find(isProgram) ?? null;
}

function findOnPath(name: string): string | null {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  return folders.map((folder) => path.join(folder, name)).find(isProgram) ?? null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function install(command: string, args: string[], secondsMax: number): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const result = spawnSync(command, args, {
    env,
    stdio: ["ignore", "ignore", "inherit"],
    timeout: secondsMax * 1000,
  });
  return result.status === 0;
}
