import type { ReducedOperation } from "./reduce-description";

const parts = ["query", "body", "answer"] as const;
type Part = (typeof parts)[number] | "status";

/** Something that one of the two descriptions says of an operation and the other one does not. */
export type Difference = { operation: string; only: "Mem0" | "Lethe"; part: Part; field: string };

/**
 * Where Lethe's description of Mem0's operations is another one. Of errors only those that Mem0 has: Lethe describes those of
 * permissions, limits and its database as well, the same for all. An operation that answers why not has neither body nor answer.
 */
export const differencesOf = (
  mem0: readonly ReducedOperation[],
  lethe: readonly ReducedOperation[],
): Difference[] =>
  mem0.flatMap((theirs) => {
    const ours = lethe.find(({ method, path }) => method === theirs.method && path === theirs.path);
    const operation = `${theirs.method} ${theirs.path}`;
    if (ours === undefined)
      return [{ operation, only: "Mem0" as const, part: "status" as const, field: "all of it" }];
    if (ours.whyNot !== undefined) return [];
    const lacking = (has: readonly string[], lacks: readonly string[]) =>
      has.filter((field) => !lacks.includes(field));
    return [
      ...parts.flatMap((part) => [
        ...lacking(theirs[part], ours[part]).map((field) => ({
          operation,
          only: "Mem0" as const,
          part,
          field,
        })),
        ...lacking(ours[part], theirs[part]).map((field) => ({
          operation,
          only: "Lethe" as const,
          part,
          field,
        })),
      ]),
      ...[...(theirs.status === ours.status ? [] : [theirs.status]), ...lackingErrors(theirs, ours)].map(
        (status) => ({ operation, only: "Mem0" as const, part: "status" as const, field: String(status) }),
      ),
    ];
  });

const lackingErrors = (theirs: ReducedOperation, ours: ReducedOperation) =>
  theirs.errors.filter((status) => !ours.errors.includes(status));
