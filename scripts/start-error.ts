/** An expected reason not to start. Its message is shown alone: one sentence that names the remedy. */
export class StartError extends Error {
  override name = "StartError";
}

/** The code of a system or Postgres error, or null. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}
