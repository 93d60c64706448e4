// `[`, or an object whose "results" is a list and comes after nothing but plain values. A memory with such a key would
// have its "memory" before it.
const text = String.raw`"(?:[^"\\]|\\.)*"`;
const plainMember = String.raw`(?!"memory")${text}\s*:\s*(?:${text}|\[\s*\]|[\w.+-]+)\s*,\s*`;
const arrayAtStart = new RegExp(String.raw`^\s*(?:\[|\{\s*(?:${plainMember})*"results"\s*:\s*\[)`);

/**
 * Where the elements of the array begin that holds a file's memories; null when the file is JSON Lines. Takes the file's
 * beginning read as Latin 1, which makes one character of each byte, so that places in the text are places in the file.
 */
export const arrayStartOf = (head: string): number | null => arrayAtStart.exec(head)?.[0].length ?? null;
