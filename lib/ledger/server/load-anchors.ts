import { and, eq, isNull } from "drizzle-orm";
import { ledgerAnchors } from "@/drizzle/schema/ledger";
import type { Database } from "@/lib/database/server/database";
import type { Anchor, AnchorSource } from "@/lib/ledger/types";
import { readAnchors } from "./anchor-file";

/** The anchors of the file outside, for a verification of the stored ledger. The table is no substitute: see its comment. */
export const loadAnchors = async (
  database: Database,
  path: string,
): Promise<{ anchors: Anchor[]; source: AnchorSource }> => {
  try {
    const found = await readAnchors(path);
    if (found !== null) {
      const source: AnchorSource = { kind: "read", unreadableLineCount: found.unreadableLines.length };
      return { anchors: found.anchors, source };
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    return { anchors: [], source: { kind: "failed", code } };
  }
  return { anchors: [], source: { kind: (await wasFileWritten(database)) ? "missing" : "none" } };
};

const wasFileWritten = async (database: Database): Promise<boolean> => {
  const [written] = await database
    .select({ id: ledgerAnchors.id })
    .from(ledgerAnchors)
    .where(and(eq(ledgerAnchors.destination, "file"), isNull(ledgerAnchors.errorCode)))
    .limit(1);
  return written !== undefined;
};
