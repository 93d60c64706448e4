/**
 * An error as the log may have it: its name and code ("DatabaseError 53100"). Its message may quote memory text, so it is
 * left out. A wrapper such as drizzle's has no code of its own: then the cause's.
 */
export const errorForLog = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  const code = codeOf(error) ?? codeOf(error.cause);
  return code === null ? error.name : `${error.name} ${code}`;
};

const codeOf = (error: unknown): string | null =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
