import type { MemoryStore } from "@/lib/stores/types";
import type { Deleter } from "../deleter";
import type { Effort } from "./effort";

/** The work on one deletion, with the store it is about and the way to delete there. */
export type Run = Effort & { store: MemoryStore; deleter: Deleter };
