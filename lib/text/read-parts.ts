/** Makes something of one part of an address; undefined when it cannot be read. */
type Readers = Readonly<Record<string, (text: string) => unknown>>;
type Parts<Each extends Readers> = {
  [Name in keyof Each]: Exclude<ReturnType<Each[Name]>, undefined> | null;
};

/** Reads the parts of an address, each by its reader, or names the first that cannot be read. Blank is null. */
export const readParts = <Each extends Readers>(
  values: Readonly<Record<keyof Each, string | null>>,
  readers: Each,
): { ok: true; parts: Parts<Each> } | { ok: false; part: keyof Each } => {
  const parts: Partial<Record<keyof Each, unknown>> = {};
  for (const name of Object.keys(readers)) {
    const text = values[name]?.trim();
    const part = text === undefined || text === "" ? null : readers[name]?.(text);
    if (part === undefined) return { ok: false, part: name };
    parts[name as keyof Each] = part;
  }
  // Each was read by its own reader.
  return { ok: true, parts: parts as Parts<Each> };
};
