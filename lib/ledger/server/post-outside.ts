const bytesMax = 65_536;

export type OutsideAnswer = { status: number; contentType: string; body: Buffer };

/**
 * Posts something to an address that the operator has set, which may be within the own network. Answers what came back, as far as
 * `bytesMax`, else a code: `timed_out`, `too_long`, `stopped` (the signal), `unreachable` or the socket's own (ECONNREFUSED). A
 * redirect is not followed: it would lead to an address that is not configured.
 */
export const postOutside = async (
  url: string,
  {
    contentType,
    body,
    signal,
    timeoutMs,
  }: { contentType: string; body: string | Uint8Array<ArrayBuffer>; signal: AbortSignal; timeoutMs: number },
): Promise<OutsideAnswer | { errorCode: string }> => {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": contentType },
      body,
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    const read = await readBounded(response);
    if (read === null) return { errorCode: "too_long" };
    return { status: response.status, contentType: response.headers.get("content-type") ?? "", body: read };
  } catch (error) {
    return { errorCode: outsideErrorCode(error) };
  }
};

const readBounded = async (response: Response): Promise<Buffer | null> => {
  if (response.body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return Buffer.concat(chunks);
    length += value.length;
    if (length > bytesMax) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
};

/** Why fetch() failed, as a code. */
export const outsideErrorCode = (error: unknown): string => {
  if (!(error instanceof Error)) return "unreachable";
  if (error.name === "TimeoutError") return "timed_out";
  if (error.name === "AbortError") return "stopped";
  const { cause } = error;
  return cause instanceof Error && "code" in cause && typeof cause.code === "string"
    ? cause.code
    : "unreachable";
};
