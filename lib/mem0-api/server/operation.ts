import { z } from "zod";
import { requireWithinReach } from "@/lib/access/restriction";
import { builtinStoreId } from "@/lib/stores/store-ids";
import type { Context } from "@/lib/access/context";
import { refused, type ApiError, type ErrorAnswer } from "@/lib/mem0-api/api-error";
import { withoutCommon } from "@/lib/mem0-api/common-parameters";
import { misplacedEntityText } from "@/lib/mem0-api/list-input";
import { parsePart, type UnknownFieldsRule } from "@/lib/mem0-api/parse-part";
import type { Permission } from "@/lib/access/types";

export const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof methods)[number];

/** A request as it arrived, taken apart: nothing of it is checked yet. */
export type RawInput = {
  path: Record<string, string>;
  query: Record<string, string | string[]>;
  /** Undefined when there was none. */
  body: unknown;
  /** The same as it was sent, over HTTP. It names people: it goes into no log and no table. */
  bytes?: Uint8Array;
  /** Where the client asked, for the addresses of other pages. */
  url: URL;
  /** Is told the names of fields that are taken without effect. */
  onIgnored?: (names: ReadonlySet<string>) => void;
};

/** An answer with headers of its own, or with the status of what was repeated. */
export class Reply<Body> {
  constructor(
    readonly body: Body,
    readonly head: { headers: Readonly<Record<string, string>>; status?: 200 },
  ) {}
}

type Description = {
  /** Unique, in words: list_memories. */
  id: string;
  method: Method;
  /** With a slash at the end, as Mem0 has it; parameters in braces. Answered without the slash, too. */
  path: string;
  group:
    | "Memories"
    | "Entities"
    | "Events"
    | "Exports"
    | "Projects"
    | "Webhooks"
    | "Tickets"
    | "OpenDSR"
    | "Connection";
  summary: string;
  /** Markdown; what Mem0's documentation does not say, or says otherwise. */
  description?: string;
  isDeprecated?: boolean;
  /** Of an answer; 200 by default. */
  status?: 200 | 201 | 202;
  /** Whether a repeated request is answered with 200 in place of that status. */
  isRepeatable?: boolean;
  permission: Permission;
  /** Failures of its own; those that every operation shares are added. */
  errors?: readonly ErrorAnswer[];
  /** How input that is not valid is refused; without it as {"error": text}. */
  refusal?: (text: string) => ApiError;
  /** "refused" of a DELETE, where a field that is left out could widen what is deleted, and of Lethe's own; else "ignored". */
  unknownFields?: UnknownFieldsRule;
  /** A sentence on how it differs from what Mem0 describes; for the table in docs/mem0-compatibility.md. */
  differs?: string;
  /** Of an operation that Lethe has no use for: the sentence that it answers (see answers-why-not.ts). */
  whyNot?: string;
  /** Of what is asked for to sign up, before there is a key: how it is refused, whoever asks. */
  refusesAnyone?: () => ApiError;
};

/** Whether Mem0 has it; the others are Lethe's own. */
export const isOfMem0 = ({ group }: Pick<Description, "group">): boolean =>
  group !== "Tickets" && group !== "OpenDSR";

/** For an operation without parameters in its path, or its query. */
export const nothing = z.strictObject({});
/**
 * For an operation without a body: one that comes along is refused, as what it asks for would not be done; one that has only common
 * parameters asks for nothing.
 */
export const noBody = z.undefined("This operation takes no body.");

type Schemas<Path, Query, Body, Answer> = {
  pathParameters: Path;
  query: Query;
  body: Body;
  answer: Answer;
};

/** One operation as the dispatcher and the description see it. */
export type Operation = Description &
  Schemas<z.ZodObject, z.ZodObject, z.ZodType, z.ZodType> & {
    /** Checks the input and does what was asked; throws ApiError or ExpectedError. The caller has checked the permission. */
    run: (ctx: Context, input: RawInput) => Promise<unknown>;
  };

/**
 * Makes an operation of its description, its schemas and the handler, so that what is described is what is checked.
 * The handler stays callable with checked input, for others that offer the same operation in another way.
 */
export const operation = <
  Path extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(
  definition: Description &
    Schemas<Path, Query, Body, Answer> & {
      handler: (
        ctx: Context,
        input: {
          path: z.output<Path>;
          query: z.output<Query>;
          body: z.output<Body>;
          bytes: Uint8Array;
          url: URL;
        },
      ) => Promise<z.input<Answer> | Reply<z.input<Answer>>>;
    },
) => ({
  ...definition,
  run: async (ctx: Context, raw: RawInput): Promise<z.input<Answer> | Reply<z.input<Answer>>> => {
    requireWithinReach(ctx, definition.permission, builtinStoreId);
    const { refusal } = definition;
    const rules = { refusal, onIgnored: raw.onIgnored, unknownFields: unknownFieldsOf(definition) };
    const path = parsePart(definition.pathParameters, raw.path, { refusal });
    const given = isOfMem0(definition)
      ? { query: withoutCommon(raw.query), body: bodyWithoutCommon(definition.body, raw.body) }
      : raw;
    const misplaced = misplacedEntityText(definition, given);
    if (misplaced !== null) throw (refusal ?? refused)(misplaced);
    const query = parsePart(definition.query, given.query, rules);
    const body = parsePart(definition.body, given.body, rules);
    return definition.handler(ctx, {
      path,
      query,
      body,
      bytes: raw.bytes ?? new Uint8Array(),
      url: raw.url,
    });
  },
});

const bodyWithoutCommon = (schema: z.ZodType, body: unknown): unknown => {
  const rest = withoutCommon(body);
  if (schema !== noBody || rest === body) return rest;
  return typeof rest === "object" && rest !== null && Object.keys(rest).length === 0 ? undefined : rest;
};

const unknownFieldsOf = (definition: Description): UnknownFieldsRule =>
  definition.unknownFields ??
  (definition.method === "DELETE" || !isOfMem0(definition) ? "refused" : "ignored");
