import type { Section } from "./section";
import { browse } from "./sections/browse";
import { crowd } from "./sections/crowd";
import { deletion } from "./sections/deletion";
import { deletionByServer } from "./sections/deletion-by-server";
import { imports } from "./sections/import";
import { ledgerLog } from "./sections/ledger-log";
import { largeDeletion, wipeOfAll } from "./sections/large-deletion";
import { live } from "./sections/live";
import { memoriesPage } from "./sections/memories-page";
import { pagesDuringClean } from "./sections/pages-during-clean";
import { pagesDuringWipe } from "./sections/pages-during-wipe";
import { people } from "./sections/people";
import { preview } from "./sections/preview";
import { serverMemory } from "./sections/server-memory";
import { singleDeletes } from "./sections/single-deletes";

/** In the order in which they run; the server's memory is read after all that was asked of the server. */
export const sections: readonly Section[] = [
  browse,
  memoriesPage,
  deletionByServer,
  live,
  singleDeletes,
  serverMemory,
  preview,
  people,
  deletion,
  ledgerLog,
  imports,
  largeDeletion,
  wipeOfAll,
  pagesDuringWipe,
  pagesDuringClean,
  crowd,
];
