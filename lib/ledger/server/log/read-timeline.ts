import { sql, type SQL } from "drizzle-orm";
import { ledgerAnchors, ledgerEvents } from "@/drizzle/schema/ledger";
import { ledgerCheckpoints, ledgerCosignatures, ledgerTimestamps } from "@/drizzle/schema/ledger-log";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { AnchorSettings } from "@/lib/env/anchor-settings";
import type { AttestationSettings } from "@/lib/env/attestation-settings";
import { parseVerifierKey } from "@/lib/ledger/log/verifier-key";
import { binsOf, type Timeline, type TimelinePeriod } from "@/lib/ledger/timeline";

/** How many events, checkpoints and attestations there were, hour by hour, day by day or week by week. Throws not_permitted. */
export const readTimeline = async (
  ctx: Context,
  {
    period,
    ...settings
  }: { period: TimelinePeriod; attestation: AttestationSettings; anchors: AnchorSettings },
): Promise<Timeline> => {
  requirePermission(ctx.actor, "ledger:read");
  const { binMs, starts } = binsOf(period, ctx.now());
  const from = starts[0] ?? ctx.now();
  const count = async (source: SQL, at: SQL): Promise<number[]> => {
    const { rows } = await ctx.database.execute<{ bin: number; count: number }>(sql`
      select floor(extract(epoch from ${at} - ${from.toISOString()}::timestamptz) * 1000 / ${binMs}::float8)::integer as bin,
        count(*)::integer as count
      from ${source} and ${at} >= ${from.toISOString()}::timestamptz
      group by 1`);
    const counts = new Map(rows.map((row) => [row.bin, row.count]));
    return starts.map((_, index) => counts.get(index) ?? 0);
  };
  const attestors = [
    ...settings.attestation.witnesses.map(({ vkey }) => ({
      name: parseVerifierKey(vkey)?.name ?? vkey,
      counts: count(sql`${ledgerCosignatures} where vkey = ${vkey}`, sql`received_at`),
    })),
    ...(settings.attestation.timestampUrl === null
      ? []
      : [new URL(settings.attestation.timestampUrl).host].map((name) => ({
          name,
          counts: count(sql`${ledgerTimestamps} where authority = ${name}`, sql`received_at`),
        }))),
    ...(settings.anchors.url === null
      ? []
      : [
          {
            name: new URL(settings.anchors.url).host,
            counts: count(
              sql`${ledgerAnchors} where destination = 'url' and error_code is null`,
              sql`anchored_at`,
            ),
          },
        ]),
  ];
  const [events, checkpoints, ...attested] = await Promise.all([
    count(sql`${ledgerEvents} where true`, sql`recorded_at`),
    count(sql`${ledgerCheckpoints} where true`, sql`signed_at`),
    ...attestors.map(({ counts }) => counts),
  ]);
  return {
    period,
    binMs,
    attestors: attestors.map(({ name }) => name),
    bins: starts.map((start, index) => ({
      from: start.toISOString(),
      eventCount: events[index] ?? 0,
      checkpointCount: checkpoints[index] ?? 0,
      attestedCounts: attested.map((counts) => counts[index] ?? 0),
    })),
  };
};
