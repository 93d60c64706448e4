import { spawnSync } from "node:child_process";
import { readAudit } from "./audit/read-audit";

const answerMsMax = 120_000;

/**
 * `npm run audit`: whether the registry knows advisories of what package-lock.json has, without development dependencies. Not every
 * registry can be asked. 0: asked, and there are none; 1: there are some; 2: not asked.
 */
export default function audit(): number {
  const { stdout } = spawnSync("npm", ["audit", "--omit=dev", "--json"], {
    encoding: "utf8",
    timeout: answerMsMax,
    maxBuffer: 64 * 1024 * 1024,
  });
  const answer = readAudit(stdout);
  if (answer.kind === "not_answered") {
    console.log(`Not checked: ${answer.reason}. Run this where the registry serves advisories.`);
    return 2;
  }
  for (const { package: name, severity, title, url } of answer.advisories) {
    console.log([severity, name, title, url].filter((part) => part !== null).join("  "));
  }
  const { length: count } = answer.advisories;
  console.log(count === 0 ? "No advisories." : `${count} ${count === 1 ? "advisory" : "advisories"}.`);
  return count === 0 ? 0 : 1;
}
