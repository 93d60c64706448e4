import { openDatabase, type Database } from "@/lib/database/server/database";
import type { Filter } from "@/lib/filters/filter";
import type { HoldCovers } from "@/lib/holds/types";
import { holds } from "@/drizzle/schema/holds";
import { inTurn, timed } from "../in-turn";
import { compared, timesBare } from "../measurement";
import type { Section } from "../section";
import { deletedCount, deletionRounds, freshIds } from "./raw-delete";
import { adminContext, requestListed, requireDeleted } from "./request-selection";
import { runNext } from "./run-next";

const section = "holds";
const holdCount = 100;

/** The same deletion without any hold, and with a hundred of them in force, of every kind, which cover none of its memories. */
export const heldDeletion: Section = {
  name: section,
  needs: "database",
  run: async (bench) => {
    const database = openDatabase(bench.database.url);
    try {
      const ctx = adminContext(bench, database);
      const deleteSome = async (): Promise<number> => {
        const ids = freshIds(bench);
        let id = "";
        const took = await timed(async () => {
          ({ id } = await requestListed(ctx, ids));
          await runNext(bench, ctx, id);
        });
        await requireDeleted(bench, id, ids);
        return took;
      };
      const rounds = deletionRounds(bench);
      const samples = await inTurn(rounds, {
        bare: async () => {
          await database.delete(holds);
          return deleteSome();
        },
        product: async () => {
          await placeAll(database);
          return deleteSome();
        },
      });
      await database.delete(holds);
      const name = `delete ${deletedCount.toLocaleString("en-US")} listed, ${holdCount} holds against none`;
      return [compared({ section, name }, samples, timesBare(1.15))];
    } finally {
      await database.$client.end();
    }
  },
};

const placeAll = async (database: Database): Promise<void> => {
  const placedBy = { kind: "system" as const, id: "bench", label: "bench" };
  await database.insert(holds).values(
    Array.from({ length: holdCount }, (_, number) => ({
      name: `Hold ${number}`,
      reason: "The bench measures it.",
      covers: coversOf(number),
      placedBy,
      placedAt: new Date(),
    })),
  );
};

/** Mostly people and agents, as holds are; and each tenth a filter, of which a part has to look into every text. */
const coversOf = (number: number): HoldCovers => {
  if (number % 10 !== 0)
    return {
      kind: "entities",
      entities: [
        { kind: "user", value: `held-user-${number}` },
        { kind: number % 2 === 0 ? "agent" : "run", value: `held-${number}` },
      ],
    };
  const filters: Filter[] = [
    { field: "text", operator: "contains", value: `nothing says ${number}` },
    { field: "metadata", key: "case", operator: "eq", value: `case ${number}` },
    { field: "categories", operator: "in", value: [`held ${number}`] },
    {
      and: [
        { field: "user_id", operator: "eq", value: `held-user-${number}` },
        { field: "created_at", operator: "lt", value: "2020-01-01" },
      ],
    },
  ];
  const filter = filters[(number / 10) % filters.length];
  if (filter === undefined) throw new Error("There are some filters.");
  return { kind: "filter", filter };
};
