import { z } from "zod";
import type { Context } from "@/lib/access/context";
import { theProject } from "@/lib/mem0-api/project-settings";
import type { Operation, RawInput } from "@/lib/mem0-api/server/operation";

type RawParts = Partial<Pick<RawInput, "path" | "query" | "body">>;

/** A tool that agents are offered: an operation of Mem0's API under a name and with arguments of its own. */
export type Tool = {
  name: string;
  title: string;
  description: string;
  arguments: z.ZodType<Record<string, unknown>>;
  kind: "reads" | "writes" | "deletes";
  operation: Operation;
  /** Arguments that the tool does not have. None where something is deleted: there they are refused, as without them more could go. */
  unknownIn: (given: Record<string, unknown>) => string[];
  /** The operation's input, of arguments that have been checked; without unknown ones. */
  inputOf: (given: Record<string, unknown>) => RawParts;
  /** Throws ExpectedError when what the arguments ask for needs another word first. */
  guard?: (given: Record<string, unknown>) => void;
  /** What an agent has to be told beside the operation's answer; null for nothing. */
  note?: (ctx: Context, answer: unknown) => Promise<string | null>;
};

/** Makes a tool; its functions are given what its arguments' schema makes of the call. */
export const tool = <Arguments extends z.ZodObject>(definition: {
  name: string;
  title: string;
  description: string;
  arguments: Arguments;
  kind: Tool["kind"];
  operation: Operation;
  inputOf: (given: z.output<Arguments>) => RawParts;
  guard?: (given: z.output<Arguments>) => void;
  note?: Tool["note"];
}): Tool => {
  const { inputOf, guard, kind } = definition;
  const isKnown = (name: string): boolean => Object.hasOwn(definition.arguments.shape, name);
  // The protocol's server has made it by this very schema; to parse it again would be to take its outcome for input.
  const parsed = (given: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(given).filter(([name]) => isKnown(name))) as z.output<Arguments>;
  return {
    ...definition,
    arguments: argumentsOf(definition.arguments, kind),
    unknownIn: (given) => Object.keys(given).filter((name) => !isKnown(name)),
    inputOf: (given) => inputOf(parsed(given)),
    guard: (given) => guard?.(parsed(given)),
  };
};

const argumentsOf = (schema: z.ZodObject, kind: Tool["kind"]): Tool["arguments"] => {
  switch (kind) {
    case "deletes":
      return z.preprocess(withoutCommonArguments, schema.strict());
    case "writes":
      return z.preprocess(withoutCommonArguments, schema.loose());
    case "reads":
      return z.preprocess((given) => withoutNothing(withoutCommonArguments(given)), schema.loose());
  }
};

/**
 * Without what any call of Mem0's can bring along. Another organisation or project stays, and is refused: as unknown where something is
 * deleted, else by callTool.
 */
const withoutCommonArguments = (given: unknown): unknown => {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return given;
  return Object.fromEntries(
    Object.entries(given).filter(
      ([name, value]) =>
        name !== "source" && !(projectArguments.includes(name) && (value ?? theProject) === theProject),
    ),
  );
};

/** Where an argument names the organisation or the project. */
export const projectArguments: readonly string[] = ["org_id", "project_id"];

/**
 * Models fill in what they could leave out, with null or {}. Of what is read that is as good as absent; of what is deleted or
 * written it must not be guessed at.
 */
const withoutNothing = (given: unknown): unknown => {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return given;
  return Object.fromEntries(Object.entries(given).filter(([, value]) => !isNothing(value)));
};

const isNothing = (value: unknown): boolean =>
  value === null ||
  (typeof value === "object" && value.constructor === Object && Object.keys(value).length === 0);

/** Arguments as a query has them: texts, without those that were not given. */
export const queryOf = (given: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      if (value === undefined) return [];
      return [[name, typeof value === "string" ? value : JSON.stringify(value)]];
    }),
  );
