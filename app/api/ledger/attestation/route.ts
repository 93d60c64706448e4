import { env } from "@/lib/env/env";
import { jsonRoute } from "@/lib/http/server/json-route";
import { listAttestors } from "@/lib/ledger/server/log/list-attestors";

export const GET = jsonRoute("ledger:read", (ctx) => {
  const { attestation, anchors } = env();
  return listAttestors(ctx, { attestation, anchors });
});
