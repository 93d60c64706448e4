import type { Section } from "./section";
import { browse } from "./sections/browse";
import { browser } from "./sections/browser";
import { consolePages } from "./sections/console-pages";
import { counts } from "./sections/counts";
import { crowd } from "./sections/crowd";
import { deletion } from "./sections/deletion";
import { deletionByServer } from "./sections/deletion-by-server";
import { disk } from "./sections/disk";
import { heldDeletion } from "./sections/holds";
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
import { worklists } from "./sections/worklists";

/** In the order in which they run; the server's memory is read after all that was asked of the server. */
export const sections: readonly Section[] = [
  browse,
  memoriesPage,
  counts,
  consolePages,
  worklists,
  deletionByServer,
  live,
  browser,
  singleDeletes,
  serverMemory,
  disk,
  preview,
  people,
  deletion,
  heldDeletion,
  ledgerLog,
  imports,
  largeDeletion,
  wipeOfAll,
  pagesDuringWipe,
  pagesDuringClean,
  crowd,
];
