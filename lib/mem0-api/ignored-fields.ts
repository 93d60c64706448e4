/** The response header that names what was taken and left without effect. */
export const ignoredHeader = "x-lethe-ignored-fields";

const nameLengthMax = 60;
const namesLengthMax = 1500;

export const ignoredHeaders = (names: Iterable<string>): Record<string, string> =>
  headerOfNames(ignoredHeader, names);

/**
 * Names for a header: with commas between them, each percent-encoded where it is not plain ASCII, the long ones clipped, and "..."
 * where there are too many. Never a value.
 */
export const headerOfNames = (header: string, names: Iterable<string>): Record<string, string> => {
  const shown: string[] = [];
  let length = 0;
  for (const name of new Set(names)) {
    const safe = encoded(name);
    length += safe.length + 2;
    if (length > namesLengthMax) {
      shown.push("...");
      break;
    }
    shown.push(safe);
  }
  return shown.length === 0 ? {} : { [header]: shown.join(", ") };
};

const encoded = (name: string): string => {
  // Of characters, so that none is cut in half.
  const characters = Array.from(name.toWellFormed());
  const text = characters.slice(0, nameLengthMax).join("");
  const safe = text.replaceAll(/[^\w.[\]-]/gu, (character) => encodeURIComponent(character));
  return characters.length > nameLengthMax ? `${safe}...` : safe;
};
