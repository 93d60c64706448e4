import { packEarlierItems } from "@/lib/deletions/server/record/pack-earlier-items";
import { upgradeDeletions } from "@/lib/deletions/server/record/upgrade-deletions";
import { firstMemberSchema } from "@/lib/members/schema";
import { ensureAdmin, renewSetUpToken } from "@/lib/members/server/create-first-member";
import { syncDeclaredRules, type DeclaredRule } from "@/lib/retention/server/declared-rules";
import { loadSample } from "@/lib/sample/server/load-sample";
import type { DeclaredStore } from "@/lib/stores/server/declared-stores";
import { syncDeclaredStores } from "@/lib/stores/server/sync-declared-stores";
import { openDatabase } from "@/lib/database/server/database";
import { databaseNow } from "@/lib/database/server/database-clock";
import { migrateDatabase } from "@/lib/database/server/migrate-database";
import { noteSecret } from "./note-secret";

/**
 * Makes a database ready for a server: schema, sample memories if wanted and never loaded before, first member, deletions of
 * earlier releases in the form of this one, declared stores. Answers the path of a one-time set-up link while there is no
 * admin. Safe to run from several processes at once.
 */
export const prepareDatabase = async (input: {
  /** Of the role that migrates. */
  databaseUrl: string;
  /** Whom the server connects as; null: the same. */
  webRole?: string | null;
  shouldLoadSample: boolean;
  admin: { email: string; password: string } | null;
  /** LETHE_SECRET. */
  secret: string;
  /** What LETHE_STORES declares. */
  stores: readonly DeclaredStore[];
  /** What LETHE_RETENTION_FILE declares; null: nothing is said about rules. */
  retentionRules?: readonly DeclaredRule[] | null;
  log: (line: string) => void;
}): Promise<{ setUpPath: string | null }> => {
  let setUpPath: string | null = null;
  // One process at a time: two would both make the first member.
  const atEnd = async () => {
    const database = openDatabase(input.databaseUrl, { connectionsMax: 2 });
    try {
      for (const line of (await noteSecret(database, input.secret)) ?? []) input.log(line);
      const now = databaseNow();
      if (input.shouldLoadSample) {
        const loadedCount = await loadSample(database, now);
        if (loadedCount > 0) input.log(`Loaded ${loadedCount} sample memories.`);
      }
      if (input.admin !== null) {
        const admin = firstMemberSchema.parse(input.admin);
        const outcome = await ensureAdmin(database, admin, now);
        if (outcome === "made") input.log(`Created the first member, ${admin.email}.`);
        if (outcome === "refused") {
          input.log(
            `${admin.email} was not made an admin: while the second-person rule is on, this needs an approval. Invite them in Settings → Members.`,
          );
        }
      }
      await packEarlierItems(database, input.log);
      await upgradeDeletions({ database, secret: input.secret, now: () => now });
      await syncDeclaredStores({ database, secret: input.secret, now: () => now }, input.stores);
      if (input.retentionRules != null) {
        const ctx = { database, secret: input.secret, now: () => now, allowsPrivateStores: true };
        await syncDeclaredRules(ctx, input.retentionRules, input.log);
      }
      const token = await renewSetUpToken(database, now);
      setUpPath = token === null ? null : `/set-up?token=${token}`;
    } finally {
      await database.$client.end();
    }
  };
  await migrateDatabase(input.databaseUrl, { log: input.log, webRole: input.webRole ?? null, atEnd });
  return { setUpPath };
};
