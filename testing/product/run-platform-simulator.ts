// npx tsx testing/product/run-platform-simulator.ts [--port 4010] [--key KEY] [--memories 500] [--fault NAME]…
// Mem0's hosted Platform, simulated, for people and for browser tests. While it runs, a line of input switches faults:
// the name of a preset, JSON with faults, or `none`.
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { faultPresets } from "@/testing/platform-simulator/fault-presets";
import { exampleUserId, seedExample } from "@/testing/platform-simulator/seed-example";
import { startPlatformSimulator } from "@/testing/platform-simulator/start-platform-simulator";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4010" },
    key: { type: "string" },
    memories: { type: "string", default: "500" },
    fault: { type: "string", multiple: true, default: [] },
  },
});
const simulator = await startPlatformSimulator({ port: Number(values.port), apiKey: values.key });
seedExample(simulator, Number(values.memories));
for (const line of values.fault) switchFault(line);
console.log(`url ${simulator.url}`);
console.log(`key ${simulator.apiKey}`);
console.log(`${simulator.memories.count()} memories, most kinds of them of user ${exampleUserId}`);
console.log(`faults: ${Object.keys(faultPresets).join(", ")}`);

const input = createInterface({ input: process.stdin }).on("line", (line) => {
  switchFault(line.trim());
  console.log(JSON.stringify(simulator.faults()));
});
for (const name of ["SIGINT", "SIGTERM"]) {
  process.on(name, () => {
    input.close();
    void simulator.stop().then(() => process.exit(0));
  });
}

function switchFault(line: string): void {
  const preset = Object.entries(faultPresets).find(([name]) => name === line);
  try {
    if (line === "none") simulator.clearFaults();
    // What is not a fault is refused by setFault, which parses it.
    else simulator.setFault(preset?.[1] ?? (JSON.parse(line) as object));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
}
