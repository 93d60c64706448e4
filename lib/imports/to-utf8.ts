import { headFirst } from "./head-first";
import { UnreadableFile } from "./unreadable-file";

/** The text of a file in UTF-8 and without a byte order mark, whether it is that or UTF-16; null `encoding`: UTF-8. */
export const toUtf8 = async (
  source: AsyncIterable<Uint8Array>,
): Promise<{ source: AsyncIterable<Uint8Array>; encoding: "UTF-16" | null }> => {
  const { head, whole } = await headFirst(source, 4);
  const [a = -1, b = -1, c = -1, d = -1] = head;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff))
    throw new UnreadableFile("This file is in UTF-32. Save it in UTF-8, and import that.");
  if (a === 0xef && b === 0xbb && c === 0xbf) return { source: withoutFirst(whole, 3), encoding: null };
  if (a === 0xff && b === 0xfe)
    return { source: fromUtf16(withoutFirst(whole, 2), true), encoding: "UTF-16" };
  if (a === 0xfe && b === 0xff)
    return { source: fromUtf16(withoutFirst(whole, 2), false), encoding: "UTF-16" };
  // JSON and CSV begin with ASCII, which shows the byte order where no mark does.
  if (a > 0 && b === 0 && c > 0 && d === 0) return { source: fromUtf16(whole, true), encoding: "UTF-16" };
  if (a === 0 && b > 0 && c === 0 && d > 0) return { source: fromUtf16(whole, false), encoding: "UTF-16" };
  return { source: whole, encoding: null };
};

async function* withoutFirst(source: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const chunk of source) {
    yield chunk.subarray(Math.min(left, chunk.length));
    left -= Math.min(left, chunk.length);
  }
}

async function* fromUtf16(
  source: AsyncIterable<Uint8Array>,
  isLittleEndian: boolean,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  // A unit that is not whole yet, and half of a character that takes two.
  let odd: Uint8Array = new Uint8Array();
  let half = "";
  for await (const chunk of source) {
    const bytes = odd.length === 0 ? chunk : Uint8Array.of(...odd, ...chunk.subarray(0, 1));
    const rest = odd.length === 0 ? new Uint8Array() : chunk.subarray(1);
    odd = new Uint8Array();
    let text = half;
    for (const part of [bytes, rest]) {
      const whole = part.length - (part.length % 2);
      text += unitsOf(part.subarray(0, whole), isLittleEndian);
      if (whole < part.length) odd = part.slice(whole);
    }
    half = /[\ud800-\udbff]$/.exec(text)?.[0] ?? "";
    yield encoder.encode(storable(half === "" ? text : text.slice(0, -1)));
  }
  const isCut = odd.length > 0;
  if (half !== "" || isCut) yield encoder.encode(brokenCharacter);
}

const unitsAtOnce = 8192;

const unitsOf = (bytes: Uint8Array, isLittleEndian: boolean): string => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = "";
  for (let from = 0; from < bytes.length; from += unitsAtOnce * 2) {
    const units: number[] = [];
    for (let at = from; at < Math.min(bytes.length, from + unitsAtOnce * 2); at += 2)
      units.push(view.getUint16(at, isLittleEndian));
    text += String.fromCharCode(...units);
  }
  return text;
};

/** Neither JSON nor what can be stored has it: it spoils the memory that it is in, and is not replaced in silence. */
const brokenCharacter = "\u0000";

const storable = (text: string): string =>
  text.isWellFormed() ? text : text.replace(/\p{Surrogate}/gu, brokenCharacter);
