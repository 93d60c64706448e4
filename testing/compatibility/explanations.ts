import { markdownTable } from "./coverage-document";
import { differencesOf, type Difference } from "./description-differences";
import type { ReducedOperation } from "./reduce-description";

/** Why the descriptions differ. The first that fits a difference explains it; a test fails for one without, and for a spare one. */
export type Explanation = {
  only: Difference["only"];
  part: Difference["part"];
  field: RegExp;
  operation?: RegExp;
  why: string;
};

export const explanations: readonly Explanation[] = [
  {
    only: "Lethe",
    part: "query",
    field: /^(org_id|project_id|source)$/,
    why: "Every operation takes them: a client may send them with any request.",
  },
  {
    only: "Lethe",
    part: "body",
    field: /^(org_id|project_id|source)$/,
    why: "Every operation takes them: a client may send them with any request.",
  },
  {
    only: "Lethe",
    part: "query",
    field: /^page(_size)?$/,
    why: "Mem0's pages and clients have them; its description leaves them out.",
  },
];

export const explanationOf = (difference: Difference): Explanation | undefined =>
  explanations.find(
    ({ only, part, field, operation }) =>
      only === difference.only &&
      part === difference.part &&
      field.test(difference.field) &&
      (operation === undefined || operation.test(difference.operation)),
  );

/** The differences of the two descriptions as a table, each with why. Throws for one that nothing explains. */
export const describeDifferences = (
  mem0: readonly ReducedOperation[],
  lethe: readonly ReducedOperation[],
): string => {
  const differences = differencesOf(mem0, lethe);
  const unexplained = differences.filter((each) => explanationOf(each) === undefined);
  if (unexplained.length > 0)
    throw new Error(`Not in testing/compatibility/explanations.ts: ${JSON.stringify(unexplained)}`);
  const rows = explanations.flatMap((explanation) => {
    const explained = differences.filter((each) => explanationOf(each) === explanation);
    if (explained.length === 0) return [];
    const fields = [...new Set(explained.map(({ field }) => field))];
    const places = [...new Set(explained.map(({ operation }) => operation))];
    return [
      [
        explanation.only,
        explanation.part,
        fields.map((field) => `\`${field}\``).join(", "),
        places.length > 6 ? `${places.length} operations` : places.map((place) => `\`${place}\``).join(", "),
        explanation.why,
      ],
    ];
  });
  return markdownTable(["Only in", "Part", "What", "Operations", "Why"], rows);
};
