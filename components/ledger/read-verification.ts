import { refusalOf, RequestError } from "@/lib/http/request-error";
import type { VerificationMessage } from "@/lib/ledger/types";

/** Has the server verify the ledger; answers what it says as it says it. Throws RequestError, or the signal's reason. */
export async function* readVerification(signal: AbortSignal): AsyncGenerator<VerificationMessage> {
  const response = await fetch("/api/ledger/verify", { signal }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw new RequestError("offline", "Lethe cannot be reached. Check the connection.", null);
  });
  if (!response.ok || response.body === null) throw await refusalOf(response);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read().catch((error: unknown) => {
      if (signal.aborted) throw error;
      throw new RequestError("offline", "The connection ended before the verification did.", null);
    });
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    // One of Lethe's own routes: same release, same types.
    for (const line of lines) yield JSON.parse(line) as VerificationMessage;
  }
}
