/** How deep the JSON of a request may nest. A filter of eight levels takes about twenty, and memories take 32. */
export const nestingMax = 64;

/**
 * Whether a value that was read of JSON nests deeper than `depthMax` objects and lists (a lone object is 1). Without recursion:
 * what reads such a value next mostly works by recursion, and would run out of stack.
 */
export const nestsDeeperThan = (value: unknown, depthMax: number): boolean => {
  let level = [value].filter(isNode);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > depthMax) return true;
    level = level.flatMap((node) => Object.values(node).filter(isNode));
  }
  return false;
};

const isNode = (value: unknown): value is object => typeof value === "object" && value !== null;

/**
 * The same of JSON that was not read yet, in UTF-8: brackets that are open outside of texts. Of what is not JSON it says
 * something or other.
 */
export const bytesNestDeeperThan = (bytes: Uint8Array, depthMax: number): boolean => {
  let depth = 0;
  let isText = false;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (isText) {
      if (byte === backslash) index += 1;
      else if (byte === quote) isText = false;
    } else if (byte === quote) isText = true;
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1;
      if (depth > depthMax) return true;
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1;
  }
  return false;
};

const quote = 0x22;
const backslash = 0x5c;
