import { isJsonObject } from "@/lib/json/json-object";
import { knownKeyOf, likelyKeyOf } from "@/lib/imports/known-keys";
import { UnreadableFile } from "@/lib/imports/unreadable-file";
import { openMemoryBackup, openMemoryLines } from "./openmemory";
import { chat, chatGptChats, chroma, convertAdvice, langMem, letta, zep } from "./other-tools";
import { type Around, type Shape, type Value } from "./shape";
import { vectorStore } from "./vector-store";

const shapes: readonly Shape[] = [
  openMemoryBackup,
  openMemoryLines,
  vectorStore,
  langMem,
  letta,
  zep,
  chatGptChats,
  chroma,
  chat,
];

type MappedShape = Extract<Shape, { map: unknown }>;
/** `own`: Mem0's, with its "memory". */
export type Recognised = { kind: "own" } | { kind: "mapped"; shape: MappedShape };

/** Which shape one value has; null when it could be any. Throws an UnreadableFile for one that cannot be mapped. */
export const recognise = (value: unknown, around: Around): Recognised | null => {
  if (!isJsonObject(value)) return null;
  const keys = Object.keys(value);
  if (keys.some((key) => (knownKeyOf(key) ?? likelyKeyOf(key)) === "memory")) return { kind: "own" };
  const shape = shapes.find(({ isOf }) => isOf(value, around));
  if (shape === undefined) return null;
  if (shape.fields === null) throw new UnreadableFile(`This looks like ${shape.name}. ${shape.advice}`);
  return { kind: "mapped", shape };
};

/** What to say of a file in whose beginning nothing looks like a memory. */
export const notMemories = (values: readonly unknown[]): UnreadableFile => {
  const first = values.find(isJsonObject);
  if (values.length > 0 && first === undefined)
    return new UnreadableFile(`This file is JSON, but contains no objects. ${convertAdvice}`);
  if (first === undefined)
    return new UnreadableFile(
      `This file contains no memories that Lethe can read: it is not JSON, JSON Lines or CSV. ${convertAdvice}`,
    );
  return new UnreadableFile(
    `This file is JSON of a kind that Lethe does not know: its objects have no “memory” (they have ${keysOf(first)}). ${convertAdvice}`,
  );
};

const keysShownMax = 6;
const keyLettersMax = 40;

const keysOf = (value: Value): string => {
  const keys = Object.keys(value).map((key) => `“${key.slice(0, keyLettersMax)}”`);
  const more = keys.length - keysShownMax;
  if (keys.length === 0) return "no keys at all";
  return keys.slice(0, keysShownMax).join(", ") + (more > 0 ? ` and ${more} more` : "");
};
