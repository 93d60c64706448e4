import { expect, it } from "vitest";
import { entityKinds } from "@/lib/memories/entity";
import { platformOn } from "@/testing/stores/platform-on-simulator";
import { useSimulators } from "@/testing/platform-simulator/simulator-fixture";
import type { FindPersonInput, PersonPart } from "../person";
import { personByWalking } from "./person-by-walking";

const startSimulator = useSimulators();

const input: FindPersonInput = {
  ids: ["caroline"],
  halves: [],
  confirmed: [],
  isAlike: (value) => value.toLowerCase().startsWith("caroline"),
  alike: { same: ["caroline"], parts: ["caroline"], near: ["caroline"] },
  names: [{ words: ["caroline"], isNear: false }],
  given: [],
  near: [],
  carried: [],
};

const partsOf = async (
  simulator: Awaited<ReturnType<typeof startSimulator>>,
  examinedMax: number,
  changes: Partial<FindPersonInput> = {},
) => {
  const store = platformOn(simulator);
  const parts: PersonPart[] = [];
  const walked = { ...store, kinds: entityKinds, examinedMax };
  for await (const part of personByWalking(walked, { ...input, ...changes }, new AbortController().signal))
    parts.push(part);
  return parts;
};

it("finds in a store too large to be read what the store can be asked for, and says so", async () => {
  const simulator = await startSimulator();
  // The oldest, which is read last.
  const [mention] = simulator.seed(1, { userId: "melanie", text: "Met Caroline at the harbour" });
  simulator.seed(2, { userId: "caroline", runId: "run-1" });
  const [inRun] = simulator.seed(1, { agentId: "scribe", runId: "run-1", text: "Booked the train" });
  simulator.seed(3, { userId: "Caroline W" });
  simulator.seed(120, { userId: "oriel" });

  const parts = await partsOf(simulator, 50);
  const idsBy = (by: string) =>
    parts.flatMap((part) =>
      part.kind === "memories" && part.by === by ? part.memories.map(({ id }) => id) : [],
    );
  expect(parts[0]).toMatchObject({
    kind: "theirs",
    entities: [{ kind: "user", value: "caroline", count: { value: 2, isExact: true } }],
  });
  expect(idsBy("text")).toEqual([mention]);
  expect(idsBy("run")).toEqual([inRun]);
  expect(parts).toContainEqual(
    expect.objectContaining({
      kind: "alike",
      entities: [expect.objectContaining({ value: "Caroline W", count: { value: 3, isExact: true } })],
    }),
  );
  expect(parts).toContainEqual({ kind: "gap", what: "everything", reason: "examined", count: 50 });

  const whole = await partsOf(simulator, 1_000);
  expect(whole.filter(({ kind }) => kind === "gap")).toEqual([]);
  expect(whole.filter((part) => part.kind === "alike").map(({ isComplete }) => isComplete)).toEqual([true]);
});

it("says that memories could not be read", async () => {
  const simulator = await startSimulator();
  simulator.seed(3, { userId: "oriel" });
  simulator.seed(1, { userId: "oriel", answered: { memory: { text: "no text" } } });
  expect(await partsOf(simulator, 1_000)).toContainEqual({
    ...{ kind: "gap", what: "everything", reason: "unreadable", count: 1 },
  });
});

it("offers users whose own memories carry the e-mail, with all that they have", async () => {
  const simulator = await startSimulator();
  simulator.seed(1, { userId: "cus_1", metadata: { email: "Caro@Example.com" } });
  simulator.seed(2, { userId: "cus_1" });
  simulator.seed(1, { userId: "cus_2", text: "Writes from caro@example.com" });
  simulator.seed(1, { userId: "cus_3", metadata: { email: "not.caro@example.com" } });
  const term = "caro@example.com";
  const form = { words: ["caro", "example", "com"], isNear: false };
  const parts = await partsOf(simulator, 1_000, { carried: [{ term, written: JSON.stringify(term), form }] });
  const offered = parts.flatMap((part) => (part.kind === "alike" ? part.entities : []));
  expect(offered.map(({ value, count, carries }) => [value, count.value, carries]).sort()).toEqual([
    ["cus_1", 3, term],
    ["cus_2", 1, term],
  ]);
});
