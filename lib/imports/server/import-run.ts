import type { Context } from "@/lib/access/context";
import type { Transaction } from "@/lib/database/server/database";
import { parseMemory } from "@/lib/imports/parse-memory";
import type { ImportId } from "@/lib/memories/import-id";
import type { Piece } from "@/lib/imports/piece";
import { meetSuppressions, noteMet, type Met } from "@/lib/suppression/server/meet-suppressions";
import { UnknownKeyTally } from "@/lib/imports/unknown-key-tally";
import type { BadLine, ImportEnd, ImportResult } from "@/lib/imports/types";
import { noteMemoriesWritten } from "@/lib/database/server/note-memories-written";
import { notifyMemoriesChanged } from "@/lib/database/server/notify-memories-changed";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { BatchPace } from "./batch-pace";
import { countDiffering, type AddedEntities, type BatchWriter, type ChosenLines } from "./batch-writer";
import { beginImport, continueImport, countAdded } from "./begin-import";
import { contentIds } from "./content-id";
import { copyLine } from "./copy-text";
import type { ImportInput } from "./import-input";

/** A memory that waits to be written: its line for COPY, where it stands in the file, and the ids that it names. */
type Waiting = { line: string; entities: readonly string[] } & Pick<BadLine, "number" | "place">;

const suppressedReason =
  "It names somebody whose data was erased, and whose new memories are refused (Settings, Suppression).";

/** One import under way: what was read, what is written, and the batch between the two. */
export class ImportRun {
  readonly counts = {
    lineCount: 0,
    addedCount: 0,
    alreadyPresentCount: 0,
    differingCount: 0,
    badCount: 0,
    suppressedCount: 0,
    byteCount: 0,
  };
  private readonly unknownKeys = new UnknownKeyTally();
  private waiting: Waiting[] = [];
  private length = 0;
  private readonly pace = new BatchPace();
  private importId: ImportId | null = null;
  private writing: Promise<void> = Promise.resolve();
  private readonly idOf: ReturnType<typeof contentIds>;

  constructor(
    private readonly ctx: Context,
    private readonly writer: BatchWriter,
    private readonly report: Pick<ImportInput, "part" | "onBegin" | "onProgress" | "onBadLine">,
  ) {
    const unreadableCount = report.part?.unreadableCount ?? 0;
    this.counts.lineCount += unreadableCount;
    this.counts.badCount += unreadableCount;
    this.idOf = contentIds(ctx.secret);
  }

  /** Takes in pieces; waits when the database is more than a batch behind. */
  async take(pieces: Piece[]): Promise<void> {
    for (const piece of pieces) {
      const parsed =
        piece.bytes === null ? { ok: false as const, reason: piece.reason } : parseMemory(piece.bytes);
      if (parsed.ok && parsed.memory === null) continue;
      this.counts.lineCount += 1;
      if (!parsed.ok) {
        this.counts.badCount += 1;
        this.report.onBadLine?.({ number: piece.number, place: piece.place, reason: parsed.reason });
        continue;
      }
      for (const key of parsed.unknownKeys) this.unknownKeys.add(key);
      const line = copyLine(parsed.memory.id ?? this.idOf(parsed.memory), parsed.memory);
      const { userId, agentId, appId, runId } = parsed.memory;
      const entities = [userId, agentId, appId, runId].filter((id) => id !== null);
      this.waiting.push({ line, entities, number: piece.number, place: piece.place });
      this.length += line.length;
      if (this.pace.isFull(this.waiting.length, this.length)) await this.startWriting();
    }
  }

  /** Writes what is left; the ledger event shares the transaction of the last batch. */
  async finish({ end, problem }: Pick<ImportResult, "end" | "problem">): Promise<ImportResult> {
    await this.writing;
    await this.write((transaction) => this.record(transaction, end));
    const { byteCount: _byteCount, ...counts } = this.counts;
    return { ...counts, importId: await this.begun(), end, problem, unknownKeys: this.unknownKeys.counts };
  }

  /** Leaves the event of an import that cannot go on, for the batches that were written. */
  async abandon(): Promise<void> {
    await this.writing.catch(() => undefined);
    if (this.counts.addedCount === 0) return;
    await this.ctx.database.transaction((transaction) => this.record(transaction, "failed"));
  }

  /** A file that cannot be read at all begins no import. */
  private async begun(): Promise<ImportId> {
    if (this.importId !== null) return this.importId;
    const { part, onBegin } = this.report;
    const known = part?.importId ?? null;
    this.importId =
      known === null
        ? await beginImport(this.ctx, part === undefined ? "command" : "page")
        : await continueImport(this.ctx, known);
    onBegin?.(this.importId);
    return this.importId;
  }

  /** Lets the database write one batch while the next one is read. */
  private async startWriting(): Promise<void> {
    await this.writing;
    this.writing = this.write();
    // Its failure is met where it is awaited next.
    this.writing.catch(() => undefined);
  }

  private async write(atEnd?: (transaction: Transaction) => Promise<void>): Promise<void> {
    const [batch, length] = [this.waiting, this.length];
    this.waiting = [];
    this.length = 0;
    const before = { ...this.counts };
    const importId = await this.begun();
    const startedAt = performance.now();
    let met: ReadonlyMap<string, Met> = new Map();
    let refused: Waiting[] = [];
    let countedBadCount = 0;
    const choose = async (transaction: Transaction): Promise<ChosenLines> => {
      met = await meetSuppressions(transaction, this.ctx.secret, entitiesOf(batch));
      const isRefused = ({ entities }: Waiting) => entities.some((id) => met.get(id)?.mode === "refuse");
      refused = met.size === 0 ? [] : batch.filter(isRefused);
      const chosen = refused.length === 0 ? batch : batch.filter((each) => !isRefused(each));
      return { lines: chosen.map(({ line }) => line).join(""), isToldOf: met.size > 0 };
    };
    try {
      await this.writer.write(choose, importId, async (transaction, { count: addedCount, told }) => {
        const chosenCount = batch.length - refused.length;
        if (addedCount < chosenCount) this.counts.differingCount += await countDiffering(transaction);
        this.counts.addedCount += addedCount;
        this.counts.alreadyPresentCount += chosenCount - addedCount;
        countedBadCount = refused.length;
        this.counts.badCount += countedBadCount;
        this.counts.suppressedCount += refused.length;
        await countAdded(transaction, importId, addedCount);
        await this.noteSuppressed(transaction, met, { refused, told });
        await atEnd?.(transaction);
      });
    } catch (error) {
      // Rolled back, so nothing of it is in the store.
      this.counts.addedCount = before.addedCount;
      this.counts.alreadyPresentCount = before.alreadyPresentCount;
      this.counts.differingCount = before.differingCount;
      // Others are read and found bad meanwhile.
      this.counts.badCount -= countedBadCount;
      this.counts.suppressedCount = before.suppressedCount;
      throw error;
    }
    for (const { number, place } of refused)
      this.report.onBadLine?.({ number, place, reason: suppressedReason });
    // What is left at the end says little.
    if (atEnd === undefined) this.pace.took(batch.length, length, performance.now() - startedAt);
    this.report.onProgress?.({ ...this.counts });
  }

  /** Counts, for each suppression that was met, what it has refused and what it let in. */
  private async noteSuppressed(
    transaction: Transaction,
    met: ReadonlyMap<string, Met>,
    { refused, told }: { refused: readonly Waiting[]; told: readonly AddedEntities[] },
  ): Promise<void> {
    if (met.size === 0) return;
    const at = this.ctx.now();
    const countsOf = (entities: readonly (string | null)[], mode: Met["mode"]) => {
      const each = entities.flatMap((id) => (id === null ? [] : (met.get(id) ?? [])));
      const ids = each.filter((found) => found.mode === mode).map(({ suppressionId }) => suppressionId);
      return [...new Set(ids)].map((suppressionId) => ({ suppressionId, count: 1 }));
    };
    await noteMet(
      transaction,
      refused.flatMap(({ entities }) => countsOf(entities, "refuse")),
      "refused",
      at,
    );
    await noteMet(
      transaction,
      told.flatMap((row) => countsOf([row.user_id, row.agent_id, row.app_id, row.run_id], "report")),
      "letIn",
      at,
    );
  }

  private async record(transaction: Transaction, end: ImportEnd | "failed"): Promise<void> {
    const { lineCount, addedCount, alreadyPresentCount, badCount, suppressedCount } = this.counts;
    const { kind, id } = this.ctx.actor;
    if (addedCount > 0) {
      await notifyMemoriesChanged(transaction);
      await noteMemoriesWritten(transaction);
    }
    const importId = await this.begun();
    await recordEvent(transaction, {
      kind: "memories.imported",
      // Of a file that the page sends in parts, one event each: a part that never came left nothing to tell of.
      body: {
        actor: { kind, id },
        importId,
        ...{ lineCount, addedCount, alreadyPresentCount, badCount },
        suppressedCount: suppressedCount === 0 ? undefined : suppressedCount,
        end,
      },
      at: this.ctx.now(),
    });
  }
}

function* entitiesOf(batch: readonly Waiting[]): Generator<string> {
  for (const { entities } of batch) yield* entities;
}
