import type { Context } from "@/lib/access/context";
import { certificatePath } from "@/lib/ledger/log/bundle";
import type { StoredCheckpoint } from "@/lib/ledger/server/log/checkpoints";
import { gatherBundle } from "@/lib/ledger/server/log/gather-bundle";
import { formatCertificate } from "../certificate-file";
import type { Issued } from "./issue-certificate";

/**
 * The proof bundle of a certificate that was issued, a zip: with every event that tells of what was erased, and the one that says that
 * it was issued, which vouches for its text. Not with the ledger's last one, which is of something else. `attest` gives a
 * checkpoint with the event of that number. Throws `unavailable` when nothing is signed.
 */
export const proveCertificate = async (
  { database }: Pick<Context, "database">,
  { signed, facts, seq }: Issued,
  attest: (seq: number) => Promise<StoredCheckpoint>,
): Promise<Uint8Array<ArrayBuffer>> =>
  gatherBundle(database, {
    seqs: [...facts.ledger.events.map((event) => event.seq), seq],
    checkpoint: await attest(seq),
    others: new Map([[certificatePath, new TextEncoder().encode(formatCertificate(signed))]]),
  });
