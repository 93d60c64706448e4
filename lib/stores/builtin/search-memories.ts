import { sql, type SQL } from "drizzle-orm";
import type { Database, Transaction } from "@/lib/database/server/database";
import { setLocally } from "@/lib/database/server/set-locally";
import type { Filter } from "@/lib/filters/filter";
import type { Memory, MemoryId } from "@/lib/memories/types";
import { memories } from "@/drizzle/schema/memories";
import { compileFilter } from "../sql/compile-filter";
import { findPlannerHints } from "../sql/find-planner-hints";
import { memoryColumns, memoryFrom } from "../sql/memory-row";
import { chooseWords, splitQuery, type SearchWord } from "./search-words";
import { foldedMemory, isFoundIn } from "../sql/folded-text";
import { arrayOf } from "../sql/sql-values";

export type SearchInput = {
  query: string;
  filter: Filter | null;
  /** 1–1,000. */
  limit: number;
  /** Between 0 and 1: what scores less is left out. */
  threshold: number;
};

/** `score` lies between 0 and 1: of `words`, the share of the query's words in it, and `likeness`, how alike it is spelled. */
export type FoundMemory = { memory: Memory; score: number; words: number; likeness: number };

const candidatesPerWord = 1_000;
const rankedMin = 200;
const secondsMax = 10;

/** What is looked at closely of a text, in characters: of a long one it would take milliseconds. */
const closelyMax = 2_000;

/** Memories whose spelling is compared when none has any word of the query. */
const comparedMax = 1_000;
const likenessMin = 0.45;

/**
 * Ranks memories by the words they share with a query, and by how alike they are spelled. In bounded time, whatever the
 * filter: of each word at most 1,000 memories are looked at, found by the trigram index, and besides them those that
 * have all words. When none has any word, at most 1,000 memories of the filter are compared by their spelling.
 */
export const searchMemories = async (database: Database, input: SearchInput): Promise<FoundMemory[]> => {
  const split = splitQuery(input.query);
  if (split.length === 0) return [];
  const condition = compileFilter(input.filter, await findPlannerHints(database, input.filter));
  return database.transaction(
    async (transaction) => {
      // At the default of 4 the planner reads the table where the index would do.
      await setLocally(transaction, {
        random_page_cost: "1.1",
        statement_timeout: `${secondsMax}s`,
        "pg_trgm.strict_word_similarity_threshold": "0.99",
      });
      const words = chooseWords(await stemsOf(transaction, split));
      const byWords = await read(transaction, rankByWords(words, condition, input), input);
      const ranked =
        byWords.length > 0 ? byWords : await read(transaction, rankBySpelling(words, condition), input);
      return withMemories(transaction, ranked);
    },
    { accessMode: "read only" },
  );
};

const stemsOf = async (
  transaction: Transaction,
  words: readonly string[],
): Promise<{ word: string; stem: string | null }[]> => {
  const { rows } = await transaction.execute<{ word: string; stem: string | null }>(sql`
    select word, (ts_lexize('english_stem', word))[1] as stem
    from unnest(${arrayOf(words, "text")}) with ordinality as each (word, position) order by position`);
  return rows;
};

const holds = ({ kind, pattern }: SearchWord): SQL =>
  kind === "part" ? isFoundIn(pattern) : sql`${foldedMemory} %>> ${pattern}`;

const some = (condition: SQL, wanted: SQL): SQL =>
  sql`(select id from ${memories} where ${condition} and ${wanted} limit ${candidatesPerWord})`;

const candidatesWith = (words: readonly SearchWord[], condition: SQL): SQL => {
  const each = words.map(holds);
  const all = sql.join(each, sql` and `);
  return sql.join(
    [all, ...(each.length > 1 ? each : [])].map((wanted) => some(condition, wanted)),
    sql` union `,
  );
};

type Ranked = { id: MemoryId; score: number; words: number; likeness: number };

const read = async (
  transaction: Transaction,
  ranking: SQL,
  { limit, threshold }: SearchInput,
): Promise<Ranked[]> => {
  const { rows } = await transaction.execute<Ranked>(sql`
    select id, score, words, likeness from (${ranking}) as ranked where score > 0 and score >= ${threshold}::float8
    order by score desc, created_at desc, id limit ${limit}`);
  return rows;
};

/** Counts words cheaply first and looks closely at the best: parsing a text costs fifty times as much. */
const rankByWords = (words: readonly SearchWord[], condition: SQL, { limit }: SearchInput): SQL => {
  const sum = (each: (word: SearchWord) => SQL): SQL => sql.join(words.map(each), sql` + `);
  return sql`
    with candidate as materialized (${candidatesWith(words, condition)}),
    best as materialized (
      select ${memories.id} from ${memories} join candidate using (id)
      order by ${sum((word) => sql`(${holds(word)})::integer`)} desc, ${memories.createdAt} desc, ${memories.id}
      limit ${Math.max(limit, rankedMin)}
    ), scored as (
      select ${memories.id}, ${memories.createdAt},
        (${sum((word) => sql`(${creditOf(word)})`)})::float8 / ${words.length} as words,
        word_similarity(${words.map(({ word }) => word).join(" ")}, closely)::float8 as likeness
      from best join ${memories} using (id) cross join lateral left(${foldedMemory}, ${closelyMax}) as closely
        cross join lateral to_tsvector('english', closely) as parsed
    )
    select *, 0.9 * words + 0.1 * likeness as score from scored`;
};

/** Without the index: where a word is absent it answers with a quarter of the store, to be compared one by one. */
const rankBySpelling = (words: readonly SearchWord[], condition: SQL): SQL => {
  const likeness = words.map(({ word }) => sql`word_similarity(${word}, folded)`);
  return sql`
    with compared as materialized (
      select id, created_at, left(${foldedMemory}, ${closelyMax}) as folded from ${memories}
      where ${condition} limit ${comparedMax}
    ), scored as (
      select id, created_at, 0::float8 as words, greatest(${sql.join(likeness, sql`, `)})::float8 as likeness
      from compared
    )
    select *, 0.6 * likeness as score from scored where likeness >= ${likenessMin}`;
};

const creditOf = (word: SearchWord): SQL => sql`
  case when parsed @@ plainto_tsquery('english', ${word.word}) then 1
    when ${holds(word)} then ${sql.raw(String(word.credit))} else 0 end`;

const withMemories = async (transaction: Transaction, ranked: readonly Ranked[]): Promise<FoundMemory[]> => {
  const rows = await transaction
    .select(memoryColumns)
    .from(memories)
    .where(
      sql`${memories.id} = any(${arrayOf(
        ranked.map(({ id }) => id),
        "uuid",
      )})`,
    );
  const byId = new Map(rows.map((row) => [row.id, memoryFrom(row)]));
  return ranked.flatMap(({ id, ...scores }) => {
    const memory = byId.get(id);
    // Deleted between the two statements.
    return memory === undefined ? [] : [{ memory, ...scores }];
  });
};
