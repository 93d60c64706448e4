import type { SQL } from "drizzle-orm";
import { merged } from "@/lib/async/merged";
import type { Database } from "@/lib/database/server/database";
import { isTimeout } from "@/lib/database/server/database-error";
import { setLocally } from "@/lib/database/server/set-locally";
import { entityKinds } from "@/lib/memories/entity";
import {
  isTheirs,
  personAlikeMax,
  personMemoriesMax,
  type EntityName,
  type FindPersonInput,
  type PersonEntityFound,
  type PersonMemoriesBy,
  type PersonPart,
} from "../person";
import { entitiesAlike, type AlikeRow } from "./person-alike";
import { usersCarrying, type CarrierRow } from "./person-carriers";
import { entitiesNamed, entityFrom, idsByKind, notTheirs, type EntityRow } from "./person-entities";
import {
  memoriesByFeedback,
  memoriesByMetadata,
  memoriesByText,
  memoriesByVersion,
  memoriesInRunsOf,
  personMatchesMax,
  personMemoryFrom,
  type PersonMemoryRow,
} from "./person-memories";
import { runCancellable } from "./run-cancellable";

/** How long each step may take. Of metadata no index has the texts: all of it is read. */
const secondsMax = {
  theirs: 10,
  alike: 10,
  run: 5,
  text: 10,
  near: 10,
  version: 10,
  feedback: 10,
  metadata: 20,
};

type Options = {
  /** Whether the database has pg_trgm to compare ids by; Mem0's need not. */
  hasTrigrams: boolean;
  /** Whether the database keeps earlier texts of memories, as ours does. */
  hasVersions: boolean;
  signal: AbortSignal;
};

/**
 * Looks for a person by SQL: for what is theirs, then at the same time for ids like it and for memories, the quickest ways first. A
 * step that takes too long is given up, and said (`gap`).
 */
export async function* findPersonBySql(
  database: Database,
  input: FindPersonInput,
  options: Options,
): AsyncGenerator<PersonPart> {
  const run: Run = (seconds, statement) => runBounded(database, { seconds, statement }, options.signal);
  const called = (await run<EntityRow>(secondsMax.theirs, entitiesNamed(idsByKind(input), input))).map(
    entityFrom,
  );
  const theirs = called.filter((entity) => isTheirs(entity, input));
  yield { kind: "theirs", entities: theirs };
  yield { kind: "searched", what: "theirs" };
  yield* merged([findAlike(run, input, called, options), findMemories(run, input, theirs, options)]);
}

type Run = <Row extends Record<string, unknown>>(seconds: number, statement: SQL) => Promise<Row[]>;

const runBounded = <Row extends Record<string, unknown>>(
  database: Database,
  { seconds, statement }: { seconds: number; statement: SQL },
  signal: AbortSignal,
): Promise<Row[]> =>
  runCancellable(database, signal, (connection) =>
    connection.transaction(async (transaction) => {
      // At the default cost of 4 the planner reads the table where an index would do.
      await setLocally(transaction, { statement_timeout: `${seconds}s`, random_page_cost: "1.1" });
      // What the caller's statement selects.
      return (await transaction.execute(statement)).rows as Row[];
    }),
  );

async function* findMemories(
  run: Run,
  input: FindPersonInput,
  theirs: readonly PersonEntityFound[],
  { hasVersions }: Options,
): AsyncGenerator<PersonPart> {
  const isOthers = notTheirs(theirs);
  const named = [...input.names, ...input.given];
  const steps: [PersonMemoriesBy, SQL | null][] = [
    ["run", memoriesInRunsOf(theirs)],
    ["text", memoriesByText(input.names, isOthers)],
    ["text", memoriesByText(input.given, isOthers, input.names)],
    ["metadata", memoriesByMetadata(named, isOthers)],
    ["version", hasVersions ? memoriesByVersion(named, isOthers) : null],
    // Only the built-in store has either.
    ["feedback", hasVersions ? memoriesByFeedback(named, isOthers) : null],
    ["near", memoriesByText(input.near, isOthers, named)],
  ];
  for (const [by, statement] of steps) {
    if (statement === null) continue;
    try {
      const rows = await run<PersonMemoryRow>(secondsMax[by], statement);
      const isComplete =
        rows.length <= personMemoriesMax && Number(rows[0]?.match_count ?? 0) < personMatchesMax;
      yield {
        kind: "memories",
        by,
        memories: rows.slice(0, personMemoriesMax).map(personMemoryFrom),
        isComplete,
      };
    } catch (error) {
      if (!isTimeout(error)) throw error;
      yield { kind: "gap", what: by, reason: "timed_out" };
    }
  }
  yield { kind: "searched", what: "memories" };
}

/** Ids like theirs; with those that are called just so, and that memories of others name as well. */
async function* findAlike(
  run: Run,
  input: FindPersonInput,
  called: readonly PersonEntityFound[],
  { hasTrigrams }: Options,
): AsyncGenerator<PersonPart> {
  const isCalled = ({ kind, value }: EntityName) =>
    called.some((each) => each.kind === kind && each.value === value);
  const told = new Set<string>();
  try {
    const rows = await run<AlikeRow>(secondsMax.alike, entitiesAlike(input, hasTrigrams));
    const alike = rows.filter((row) => !isCalled(row) && input.isAlike(row.value));
    const kept = entityKinds.map((kind) => ({
      kind,
      values: alike
        .filter((row) => row.kind === kind)
        .slice(0, personAlikeMax)
        .map(({ value }) => value),
    }));
    const keptCount = kept.reduce((sum, { values }) => sum + values.length, 0);
    const entities =
      keptCount === 0 ? [] : await run<EntityRow>(secondsMax.alike, entitiesNamed(kept, input));
    for (const { kind, value } of entities) if (kind === "user") told.add(value);
    yield {
      kind: "alike",
      entities: [...called.filter((entity) => !isTheirs(entity, input)), ...entities.map(entityFrom)],
      isComplete: keptCount === alike.length && !rows.some(({ is_cut }) => is_cut),
    };
    if (rows.some(({ is_compared }) => !is_compared))
      yield { kind: "gap", what: "alike", reason: "not_supported" };
    yield* findCarriers(run, input, { called, told });
  } catch (error) {
    if (!isTimeout(error)) throw error;
    yield { kind: "gap", what: "alike", reason: "timed_out" };
  }
  yield { kind: "searched", what: "alike" };
}

/** Says that metadata could not be read in time, as the search of memories by it would: looking once more is no quicker. */
async function* findCarriers(run: Run, input: FindPersonInput, known: Known): AsyncGenerator<PersonPart> {
  try {
    yield* usersByCarrying(run, input, known);
  } catch (error) {
    if (!isTimeout(error)) throw error;
    yield { kind: "gap", what: "metadata", reason: "timed_out" };
  }
}

type Known = { called: readonly PersonEntityFound[]; told: ReadonlySet<string> };

/** Users who are called otherwise, and whose own memories carry the person's e-mail or id. */
async function* usersByCarrying(
  run: Run,
  input: FindPersonInput,
  { called, told }: Known,
): AsyncGenerator<PersonPart> {
  const statement = usersCarrying(
    input.carried,
    notTheirs(called.filter((entity) => isTheirs(entity, input))),
  );
  if (statement === null) return;
  const rows = (await run<CarrierRow>(secondsMax.metadata, statement)).filter(
    ({ value }) => !told.has(value),
  );
  const kept = rows.slice(0, personAlikeMax);
  if (kept.length === 0) return;
  const values = kept.map(({ value }) => value);
  const named = await run<EntityRow>(secondsMax.alike, entitiesNamed([{ kind: "user", values }], input));
  const entities = named.map((row): PersonEntityFound => {
    const carries = kept.find(({ value }) => value === row.value)?.term;
    return { ...entityFrom(row), ...(carries === undefined ? {} : { carries }) };
  });
  yield { kind: "alike", entities, isComplete: kept.length === rows.length };
}
