import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { readCheckpoint, type Checkpoint } from "@/lib/ledger/log/checkpoint";
import type { CheckpointPlace } from "@/lib/ledger/types";
import { findLastAnchor } from "../anchor-file";

/** Where the last checkpoint is kept outside of the database, so that an older backup put back is noticed. */
export type KeptSettings = { dataDir: string; anchorFile: string };

export type Kept = {
  /** Of this log, wherever there is one. */
  checkpoints: (Checkpoint & { note: string; place: CheckpointPlace })[];
  /** The size of the one in the data folder; null for none. */
  fileSize: number | null;
  /** Why a place could not be read: the system's code, or `not_a_checkpoint`; null when all could. */
  errorCode: string | null;
};

/**
 * The checkpoints of a log that are kept in the data folder and with the last anchor. Their signatures are not looked at: who can
 * write there can as well remove them. What counts is that whoever has the database alone cannot.
 */
export const readKept = async (origin: string, { dataDir, anchorFile }: KeptSettings): Promise<Kept> => {
  const read = await Promise.all([
    textOrNull(fileOf(origin, dataDir)).then(checkpointIn("data_folder"), failed),
    findLastAnchor(anchorFile)
      .then((anchor) => anchor?.checkpoint ?? null)
      .then(checkpointIn("anchor"), failed),
  ]);
  return {
    checkpoints: read
      .map(({ checkpoint }) => checkpoint)
      .filter((found) => found?.origin === origin)
      .filter((found) => found !== null),
    fileSize: read[0].checkpoint?.size ?? null,
    errorCode: read.map(({ errorCode }) => errorCode).find((code) => code !== null) ?? null,
  };
};

/** Keeps a signed checkpoint in the data folder, in place of the one before; on the disk when this returns. */
export const keepCheckpoint = async (
  { origin, note }: { origin: string; note: string },
  { dataDir }: KeptSettings,
): Promise<void> => {
  const file = fileOf(origin, dataDir);
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}.part`;
  try {
    const handle = await open(draft, "wx");
    try {
      await handle.writeFile(note);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
};

/** A file a log: a database that was begun anew does not overwrite what is known of the one before. */
const fileOf = (origin: string, dataDir: string): string =>
  path.join(dataDir, "ledger-checkpoints", `${origin.replaceAll(/[^\w.-]/g, "_")}.txt`);

type Found = { checkpoint: Kept["checkpoints"][number] | null; errorCode: string | null };

const checkpointIn =
  (place: CheckpointPlace) =>
  (note: string | null): Found => {
    if (note === null) return { checkpoint: null, errorCode: null };
    const read = readCheckpoint(note);
    return read === null
      ? { checkpoint: null, errorCode: "not_a_checkpoint" }
      : { checkpoint: { ...read.checkpoint, note, place }, errorCode: null };
  };

const failed = (error: unknown): Found => ({
  checkpoint: null,
  errorCode: error instanceof Error && "code" in error ? String(error.code) : "unknown",
});

const textOrNull = async (file: string): Promise<string | null> => {
  try {
    return await readFile(/* turbopackIgnore: true */ file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
};
