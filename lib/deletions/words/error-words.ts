import { storeErrorCodes, storeErrorWords } from "@/lib/errors/store-error";
import {
  changedErrorCode,
  heldErrorCode,
  declinedErrorCode,
  diskFullErrorCode,
  expiredErrorCode,
  notReadBackErrorCode,
  residualErrorCode,
  writersErrorCode,
} from "../types";

/** Why a deletion failed as a whole, what it means for the data, and what to do. `code` is `Deletion.errorCode`. */
export const deletionErrorWords = (code: string): string =>
  deletionWords.get(code) ??
  `${storeWords(code) ?? databaseWords(code) ?? `It stopped for an unknown reason (${code}).`} ${goOn}`;

/** What a deletion that has not ended waits for, and what comes of waiting. `code` is `Deletion.errorCode`. */
export const waitingWords = (code: string): string =>
  code === diskFullErrorCode
    ? "Waiting for space on the database's disk. Everything counted as deleted is gone; the rest follows automatically as soon as there is space."
    : code === writersErrorCode
      ? "Waiting for an import, or another write that began before this deletion was requested: what it had stored by then is deleted too. Nothing has been deleted yet. You can also cancel the deletion."
      : `${storeWords(code) ?? deletionErrorWords(code)} Everything counted as deleted is gone. Lethe tries again automatically, at increasing intervals; when a batch has failed ten times, its memories count as failed and the deletion continues with the others. You can also cancel it.`;

/** Why one memory of a deletion could not be deleted. `code` is `DeletionItem.errorCode`. */
export const itemErrorWords = (code: string): string =>
  itemWords.get(code) ?? storeWords(code) ?? databaseWords(code) ?? `The store refused it (${code}).`;

const goOn = "Everything counted as deleted is gone; the rest may still be stored, and can be deleted again.";

const deletionWords = new Map([
  [
    "selection_unreadable",
    "Its selection was recorded without a filter or cannot be read, so nothing was deleted. Select the memories again.",
  ],
  [
    "beyond_role",
    "By the time its memories were selected, they were all that the store holds, or all of any user, agent, app or run. The role of the one who asked does not allow that, so nothing was deleted.",
  ],
  [declinedErrorCode, "Another admin declined it, so nothing was deleted."],
  [
    expiredErrorCode,
    "No other admin approved it within 24 hours, so nothing was deleted. Request it again if it is still needed.",
  ],
  ["store_not_found", "The store it was meant for is no longer set up, so nothing was deleted."],
  ["unexpected", `It stopped because of an error in Lethe; the server's log has the details. ${goOn}`],
]);

const itemWords = new Map([
  [changedErrorCode, "It was changed since the preview, so it was left as it is."],
  [heldErrorCode, "A hold covers it, so it stays until the hold is released."],
  [residualErrorCode, "The store said that it was deleted, but it was found there afterwards."],
  [
    notReadBackErrorCode,
    "The store had been asked to delete it, or was about to be, when the deletion ended: it may be gone or still stored.",
  ],
  ["unexpected", "An error in Lethe; the server's log has the details."],
  ["store_not_found", "The store is no longer set up."],
]);

// https://www.postgresql.org/docs/current/errcodes-appendix.html, by class unless the whole code says more.
const sqlStateWords = new Map([
  ["08", "The connection to the database was lost."],
  ["40", "The database was busy with the same memories."],
  ["42501", "The database did not allow it."],
  ["53100", "The disk of Lethe's database was full."],
  ["53", "The database ran out of disk space, memory or connections."],
  ["57014", "The database took too long, and the step was stopped."],
  ["57", "The database was being shut down."],
]);

const databaseWords = (code: string): string | undefined => {
  const [, state] = /^database_(.+)$/.exec(code) ?? [];
  if (state === undefined) return undefined;
  const words =
    sqlStateWords.get(state) ?? sqlStateWords.get(state.slice(0, 2)) ?? "The database refused a step.";
  return `${words} (${state})`;
};

const storeWords = (code: string): string | undefined => {
  const known = storeErrorCodes.find((each) => code === `store_${each}`);
  return known === undefined ? undefined : storeErrorWords(known);
};
