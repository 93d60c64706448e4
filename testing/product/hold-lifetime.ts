// Run as a process of its own by a test: a start of Lethe that hangs at a given step, and is stopped there.
import { setTimeout as delay } from "node:timers/promises";
import { runUntilStopped } from "@/scripts/lifetime";

const never = (): Promise<never> => new Promise(() => undefined);
setInterval(() => undefined, 60_000);

const [place] = process.argv.slice(2);
const code = await runUntilStopped(async (lifetime) => {
  lifetime.onStop(async () => {
    console.log("stopped the first");
    if (place === "stop") await never();
  });
  console.log("started");
  if (place === "start") await never();
  if (place === "late") {
    await delay(1_500);
    lifetime.onStop(() => Promise.resolve(console.log("stopped the late one")));
  }
});
process.exit(code);
