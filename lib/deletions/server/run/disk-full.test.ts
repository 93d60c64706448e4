import { execFileSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { isDiskFull } from "@/lib/database/server/disk-space";
import { waitingWords } from "@/lib/deletions/words/error-words";
import { useTestDatabase } from "@/testing/test-database";
import { memories } from "@/drizzle/schema/memories";
import {
  deletionInput,
  requested,
  storeMemories,
  testRunner,
  untilDeletion,
} from "@/testing/deletions/deletion-fixtures";
import { getDeletion } from "../history/get-deletion";

// A disk that is really full: the items of deletions lie on a file system of a few megabytes, which a file fills.

const test = useTestDatabase();

/** Mounts a small file system for the database; null, with the reason, where this process may not. */
const mountSmallDisk = (ownerOf: string): { folder: string; unmount: () => void } | string => {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "Only root can mount a small disk.";
  const folder = mkdtempSync(path.join(tmpdir(), "lethe-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m,mode=700", "tmpfs", folder], { stdio: "ignore" });
  } catch {
    rmSync(folder, { recursive: true });
    return "This machine lets nobody mount a small disk.";
  }
  const { uid, gid } = statSync(ownerOf);
  chownSync(folder, uid, gid);
  return {
    folder,
    unmount: () => {
      execFileSync("umount", ["-l", folder]);
      rmSync(folder, { recursive: true });
    },
  };
};

it(
  "a deletion waits for space on the database's disk, says so, and goes on by itself",
  { timeout: 90_000 },
  async ({ skip }) => {
    const database = test.database();
    const { rows } = await database.execute<{ data_directory: string }>(sql`show data_directory`);
    const disk = mountSmallDisk(rows[0]?.data_directory ?? "/");
    if (typeof disk === "string") return skip(disk);
    const tablespace = `small_${path.basename(disk.folder).replaceAll(/\W/g, "").toLowerCase()}`;
    await storeMemories(database, 15_000, { userId: "erased", word: "quokka" });
    await database.execute(sql.raw(`create tablespace ${tablespace} location '${disk.folder}'`));
    const runner = testRunner(database);
    try {
      await database.execute(sql.raw(`alter table deletion_batches set tablespace ${tablespace}`));
      await database.execute(
        sql.raw(`alter index deletion_batches_deletion_id_from_seq_pk set tablespace ${tablespace}`),
      );
      await database.execute(
        sql.raw(
          `create table filler tablespace ${tablespace} as select repeat('x', 900) as x from generate_series(1, 3400)`,
        ),
      );
      const { id } = await requested(
        test.context(),
        deletionInput({ userId: "erased", expectedCount: 15_000 }),
      );
      const state = async () => {
        const found = await getDeletion(test.context(), id);
        return { status: found.status, errorCode: found.errorCode };
      };
      await expect
        .poll(state, { timeout: 20_000 })
        .toEqual({ status: "running", errorCode: "database_53100" });
      expect(waitingWords("database_53100")).toMatch(/^Waiting for space on the database's disk/);
      await database.execute(sql`drop table filler`);
      expect(await untilDeletion(test.context(), id)).toMatchObject({
        status: "completed",
        deletedCount: 15_000,
        errorCode: null,
      });
      expect(await database.$count(memories)).toBe(0);
      expect(await isDiskFull(database)).toBe(false);
    } finally {
      try {
        await runner.stop();
        await database.execute(sql`alter table deletion_batches set tablespace pg_default`);
        await database.execute(
          sql`alter index deletion_batches_deletion_id_from_seq_pk set tablespace pg_default`,
        );
        await database.execute(sql`drop table if exists filler`);
        await database.execute(sql.raw(`drop tablespace ${tablespace}`));
      } finally {
        disk.unmount();
      }
    }
  },
);
