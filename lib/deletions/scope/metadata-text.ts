import { parseExact } from "@/lib/json/parse-exact";
import { scalarOf, scalarProblem } from "@/lib/json/scalar";
import { metadataKeyLengthMax } from "@/lib/memories/limits";
import { hasNullCharacter } from "@/lib/text/storable-text";
import type { Scope } from "./scope";
import { scopeKeyCountMax, tooManyKeys } from "./scope-limits";

export type MetadataText =
  | { ok: true; metadata: Scope["metadata"] }
  /** `message` names the place: "Line 2, column 5: …". */
  | { ok: false; message: string };

/** Longer ones belong into a filter. */
export const metadataTextLengthMax = 10_000;

/**
 * Reads the metadata of a scope from JSON text; a blank text is none. It has its own parser: JSON.parse says where
 * a mistake is only in some browsers, and takes in silence what must not be guessed about a deletion: a key that is there
 * twice.
 */
export const readMetadataText = (text: string): MetadataText => {
  if (text.trim() === "") return { ok: true, metadata: null };
  const read = readFlatObject(text);
  if (!read.ok) return { ok: false, message: `${placeWords(text, read.at)}: ${read.problem}` };
  const entries = Object.entries(read.object);
  const problem = countProblem(entries.length) ?? entries.map(entryProblem).find((each) => each !== null);
  if (problem != null) return { ok: false, message: problem };
  const metadata = Object.fromEntries(entries.map(([key, value]) => [key, scalarOf(value)]));
  return { ok: true, metadata: entries.length === 0 ? null : metadata };
};

// What the schema of a scope asks for as well (scope-schema.ts).
const countProblem = (count: number): string | null => (count > scopeKeyCountMax ? tooManyKeys : null);
const entryProblem = ([key, value]: [string, unknown]): string | null => {
  if (hasNullCharacter(key)) return "Metadata cannot contain the null character.";
  if (key.length > metadataKeyLengthMax)
    return `A metadata key can have at most ${metadataKeyLengthMax} characters.`;
  return scalarProblem(value);
};

/** Where an offset lies in a text, both counted from 1; columns count characters, and not their halves. */
export const placeOf = (text: string, offset: number): { line: number; column: number } => {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: Array.from(lines.at(-1) ?? "").length + 1 };
};

const placeWords = (text: string, offset: number): string => {
  const { line, column } = placeOf(text, offset);
  return `Line ${line}, column ${column}`;
};

type FlatObject = { ok: true; object: Record<string, unknown> } | { ok: false; at: number; problem: string };

/** Reads `{"key": value, …}` with simple values, as https://www.rfc-editor.org/rfc/rfc8259 has it. */
const readFlatObject = (text: string): FlatObject => {
  const entries = new Map<string, unknown>();
  let at = afterSpace(text, 0);
  const failed = (problem: string, offset = at): FlatObject => ({ ok: false, at: offset, problem });
  if (text[at] !== "{") return failed('metadata must be an object, for example {"tier": "gold"}.');
  at = afterSpace(text, at + 1);
  while (text[at] !== "}" || entries.size > 0) {
    const key = readToken(text, at);
    if (!key.ok || typeof key.value !== "string") {
      return failed(
        key.ok || text[at] !== '"' ? "a key in double quotation marks must come here." : key.problem,
      );
    }
    if (entries.has(key.value)) return failed(`the key ${JSON.stringify(key.value)} appears twice.`);
    if (key.value === "") return failed("a key cannot be empty.");
    if (key.value === "__proto__") return failed('the key "__proto__" cannot be used.');
    at = afterSpace(text, key.end);
    if (text[at] !== ":") return failed("a colon must follow the key.");
    at = afterSpace(text, at + 1);
    const value = readToken(text, at);
    if (!value.ok) return failed(value.problem);
    entries.set(key.value, value.value);
    at = afterSpace(text, value.end);
    if (text[at] === "}") break;
    if (text[at] !== ",") return failed("a comma or the closing } must follow the value.");
    at = afterSpace(text, at + 1);
  }
  at = afterSpace(text, at + 1);
  if (at < text.length) return failed("nothing can follow the closing }.");
  return { ok: true, object: Object.fromEntries(entries) };
};

type Token = { ok: true; value: unknown; end: number } | { ok: false; problem: string };

const space = /[ \t\n\r]*/y;
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const literal = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y;

const readToken = (text: string, at: number): Token => {
  const token = matchAt(string, text, at) ?? matchAt(literal, text, at);
  if (token === null) return { ok: false, problem: tokenProblem(text, at) };
  return { ok: true, value: parseExact(token), end: at + token.length };
};

const tokenProblem = (text: string, at: number): string => {
  const sign = text[at];
  if (sign === undefined) return "the text ends too early.";
  if (sign === "{") return `a value cannot be an object. ${simpleValues}`;
  if (sign === "[") return `a value cannot be a list. ${simpleValues}`;
  if (sign === '"') return "this text has no closing quotation mark, or a line break or a wrong \\ in it.";
  if (sign === "'" || sign === "“") return 'text must be in straight double quotation marks: "gold".';
  return simpleValues.charAt(0).toLowerCase() + simpleValues.slice(1);
};

const simpleValues = "A value must be text in double quotation marks, a number, true, false or null.";

const afterSpace = (text: string, at: number): number => at + (matchAt(space, text, at)?.length ?? 0);

const matchAt = (pattern: RegExp, text: string, at: number): string | null => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
};
