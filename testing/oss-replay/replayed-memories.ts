import { createHash, randomUUID } from "node:crypto";
import { refuse } from "./answer";
import { isHidden, rawMemory, shownMemory } from "./memory-shapes";
import type { Rows } from "./rows";
import { entityKeys, type EntityIds, type EntityKey, type HistoryRow, type Payload, type Row } from "./types";

export type ChatTurn = { scope: string; role: string; content: string };
const chatTurnsMax = 10;
const defaultTopK = 20;
const allMax = 1_000;

/** The server's memories, with the history and chat turns that it keeps beside them. */
export class ReplayedMemories {
  readonly history: HistoryRow[] = [];
  chatTurns: ChatTurn[] = [];
  readonly #rows: Rows;
  readonly #now: () => Date;

  constructor(rows: Rows, now: () => Date) {
    this.#rows = rows;
    this.#now = now;
  }

  get rows(): Rows {
    return this.#rows;
  }

  now(): string {
    return this.#now().toISOString().replace("Z", "000+00:00");
  }

  /** Of an inferred memory the history does not say when it was updated. */
  async add(
    texts: readonly string[],
    payload: Readonly<Record<string, unknown>>,
    { isInferred }: { isInferred: boolean },
  ): Promise<Row[]> {
    const at = this.now();
    const rows = texts.map((text) => {
      const createdAt = payload.created_at ?? at;
      return {
        id: randomUUID(),
        payload: {
          ...payload,
          data: text,
          hash: createHash("md5").update(text).digest("hex"),
          created_at: createdAt,
          updated_at: createdAt,
          text_lemmatized: text,
        },
      };
    });
    await this.put(rows, { isInferred });
    return rows;
  }

  /** Keeps memories that were made elsewhere, with their first step in the history. */
  async put(
    rows: readonly { id: string; payload: Readonly<Record<string, unknown>> }[],
    { isInferred }: { isInferred: boolean },
  ): Promise<void> {
    await this.#rows.put(rows);
    for (const { id, payload } of rows)
      this.#note(id, "ADD", {
        new_memory: textOf(payload.data),
        of: payload,
        updated_at: isInferred ? null : textOf(payload.updated_at),
      });
  }

  async listAll(topK = allMax): Promise<Record<string, unknown>[]> {
    return (await this.#rows.all()).slice(0, topK).map(rawMemory);
  }

  /** Expired ones are looked past, but not further than four times what was asked for. */
  async list(ids: EntityIds, options: { topK?: number; showExpired: boolean }) {
    const { topK = defaultTopK, showExpired } = options;
    const fetched = (await this.matching(ids)).slice(0, showExpired ? topK : Math.max(topK * 4, 60));
    const today = this.now().slice(0, 10);
    const shown: Record<string, unknown>[] = [];
    for (const row of fetched) {
      if (!showExpired && isHidden(row.payload, today)) continue;
      shown.push(shownMemory(row));
      if (shown.length >= topK) break;
    }
    return shown;
  }

  async matching(ids: EntityIds): Promise<Row[]> {
    const wanted = entityKeys.flatMap((key) => {
      const value = ids[key];
      return value === undefined ? [] : [[key, value] as const];
    });
    return (await this.#rows.all()).filter(({ payload }) =>
      wanted.every(([key, value]) => matches(payload, key, value)),
    );
  }

  async find(id: string): Promise<Row | null> {
    return this.#rows.find(uuidOf(id));
  }

  async update(id: string, text: string | undefined, metadata: Readonly<Record<string, unknown>>) {
    const row = await this.find(id);
    if (row?.payload == null) return false;
    const data = text ?? textOf(row.payload.data) ?? "";
    const payload = {
      ...row.payload,
      ...metadata,
      data,
      hash: createHash("md5").update(data).digest("hex"),
      text_lemmatized: data,
      updated_at: this.now(),
    };
    await this.#rows.put([{ id: row.id, payload }]);
    this.#note(id, "UPDATE", {
      old_memory: textOf(row.payload.data),
      new_memory: data,
      of: payload,
      updated_at: payload.updated_at,
    });
    return true;
  }

  /** The text goes into the history under the id as it was typed, unless the history cannot be written. */
  async remove(id: string, { isHistoryLocked }: { isHistoryLocked: boolean }): Promise<boolean> {
    const row = await this.find(id);
    if (row === null) return false;
    if (row.payload === null) return refuse("odd-delete-no-payload");
    await this.#rows.remove(row.id);
    if (isHistoryLocked) return refuse("delete-history-locked");
    this.#note(id, "DELETE", {
      old_memory: row.payload.data === undefined ? "" : textOf(row.payload.data),
      of: row.payload,
      updated_at: this.now(),
    });
    return true;
  }

  historyOf(id: string): HistoryRow[] {
    return this.history
      .filter((row) => row.memory_id === id)
      .sort(
        (one, other) =>
          compared(one.created_at, other.created_at) || compared(one.updated_at, other.updated_at),
      );
  }

  saveTurns(scope: string, turns: readonly { role: string; content: string }[]): void {
    const others = this.chatTurns.filter((turn) => turn.scope !== scope);
    const own = [
      ...this.chatTurns.filter((turn) => turn.scope === scope),
      ...turns.map((turn) => ({ scope, ...turn })),
    ];
    this.chatTurns = [...others, ...own.slice(-chatTurnsMax)];
  }

  async reset(): Promise<void> {
    await this.#rows.clear();
    this.history.length = 0;
    this.chatTurns = [];
  }

  #note(
    memoryId: string,
    event: HistoryRow["event"],
    {
      of,
      ...texts
    }: Partial<Pick<HistoryRow, "old_memory" | "new_memory" | "updated_at">> & {
      of: NonNullable<Payload>;
    },
  ): void {
    this.history.push({
      id: randomUUID(),
      memory_id: memoryId,
      old_memory: null,
      new_memory: null,
      event,
      created_at: textOf(of.created_at),
      updated_at: null,
      ...texts,
      is_deleted: event === "DELETE",
      actor_id: textOf(of.actor_id),
      role: textOf(of.role),
    });
  }
}

/** Postgres reads an id in any case; what is none is an error of the server's. */
const uuidOf = (id: string): string =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? id.toLowerCase() : refuse("get-malformed");

/** The star stands for any value. */
const matches = (payload: Payload, key: EntityKey, value: string): boolean =>
  payload !== null && key in payload && (value === "*" || String(payload[key]) === value);

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

const compared = (one: string | null, other: string | null): number => {
  const [first, second] = [one ?? "", other ?? ""];
  return first < second ? -1 : first > second ? 1 : 0;
};
