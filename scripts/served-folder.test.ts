import { spawn } from "node:child_process";
import { cpSync, readdirSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeTemporaryFolder } from "@/testing/product/temporary-folder";
import { noteServer, refuseWhileServed } from "./served-folder.mjs";

const temporary = makeTemporaryFolder();
const folder = path.join(temporary.folder, "lethe");
// On Linux its command line has to look like a server's.
const server = () =>
  spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", "next"], { stdio: "ignore" });
let running: ReturnType<typeof server>;

beforeEach(() => {
  running = server();
});
afterEach(async () => {
  if (running.exitCode === null && running.signalCode === null) {
    const gone = new Promise((resolve) => running.once("exit", resolve));
    running.kill("SIGKILL");
    await gone;
  }
  temporary.remove();
});

it("refuses while a server runs from the folder, and no longer once it is forgotten", () => {
  refuseWhileServed(folder);
  const forget = noteServer(folder, running.pid ?? 0);
  expect(() => refuseWhileServed(folder)).toThrow(`process ${running.pid}`);
  forget();
  refuseWhileServed(folder);
});

it("heeds no server that was killed with its launcher, and none of another folder", async () => {
  noteServer(folder, running.pid ?? 0);
  const copy = path.join(temporary.folder, "copy");
  cpSync(folder, copy, { recursive: true });
  expect(readdirSync(path.join(copy, "node_modules", ".lethe-servers"))).toHaveLength(1);
  refuseWhileServed(copy);

  const gone = new Promise((resolve) => running.once("exit", resolve));
  running.kill("SIGKILL");
  await gone;
  refuseWhileServed(folder);
});
