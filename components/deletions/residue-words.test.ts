import { expect, it } from "vitest";
import { type ResidueLine } from "@/lib/stores/residue";
import { residueCommand, residueReasonWords } from "./residue-words";

const line = (part: Partial<ResidueLine>): ResidueLine => ({
  place: "history",
  outcome: "out_of_reach",
  count: 0,
  canPurge: false,
  errorCode: "not_configured",
  where: "/app/history/history.db",
  ...part,
});

it("gives a reason for each place that is out of reach", () => {
  const reasons = (["history", "chat_turns", "entities"] as const).map((place) =>
    residueReasonWords(line({ place })),
  );
  expect(reasons).toEqual([
    "Lethe was not given the path of the server’s history file.",
    "Lethe was not given the path of the server’s history file.",
    "Lethe was not given the address of the server’s database.",
  ]);
  expect(residueReasonWords(line({ errorCode: "unreachable" }))).toMatch(/no such file on the machine/);
  expect(residueReasonWords(line({ place: "entities", errorCode: "unreachable" }))).toMatch(/not be reached/);
});

it("writes a server's own words into no command as anything but a name", () => {
  const command = residueCommand(line({ where: "/data/it's; rm -rf ~.db" }))?.command;
  expect(command).toContain(`sqlite3 '/data/it'\\''s; rm -rf ~.db' "PRAGMA`);
  const statements = residueCommand(line({ place: "entities", where: 'mem"0_entities' }))?.command;
  expect(statements).toContain('FROM "mem""0")');
  expect(statements).toContain('DELETE FROM "mem""0_entities" WHERE');
});
