import { format, resolveConfig } from "prettier";
import type { CoverageRow } from "./outcome";

export type Section = { title: string; text: string };

const marked = (name: string) => `\`${name}\``;
const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");

/** What came of each method, command or operation, in the order in which they are given. */
export const coverageTable = (kind: string, rows: readonly CoverageRow[]): string =>
  markdownTable(
    [kind, "Here", "What it asks for, and what is to be known"],
    rows.map(({ name, outcome, asks, ignored, toKnow = "" }) => [
      marked(name),
      outcome.here,
      [
        "how" in outcome ? outcome.how : "",
        toKnow,
        asks.length === 0 ? "" : `${asks.map(marked).join(", ")}.`,
        ignored.length === 0 ? "" : `Without effect: ${ignored.map(marked).join(", ")}.`,
      ]
        .filter(Boolean)
        .join(" "),
    ]),
  );

/** How many of each outcome, in words: "20 work, 3 differ, 2 answer why not". */
export const countInWords = (rows: readonly CoverageRow[]): string =>
  (["works", "differs", "answers why not"] as const)
    .map((here) => ({ here, count: rows.filter(({ outcome }) => outcome.here === here).length }))
    .filter(({ count }) => count > 0)
    .map(({ here, count }) => `${count} ${count === 1 ? here : plural[here]}`)
    .join(", ");
const plural = { works: "work", differs: "differ", "answers why not": "answer why not" };

/** A document of titled sections, as Prettier writes it. */
export const writeDocument = async (
  title: string,
  introduction: string,
  sections: readonly Section[],
): Promise<string> => {
  const text = [
    `# ${title}`,
    introduction,
    ...sections.map((section) => `## ${section.title}\n\n${section.text}`),
  ];
  const filepath = "docs/mem0-compatibility.md";
  return format(text.join("\n\n"), { ...(await resolveConfig(filepath)), filepath });
};

/** The sections of such a document, by what its titles begin with: a version may have changed. */
export const findSection = (document: string, title: string): Section | null => {
  const found = document
    .split(/^## /m)
    .slice(1)
    .find((section) => section.startsWith(title));
  if (found === undefined) return null;
  const [head = "", ...lines] = found.split("\n");
  return { title: head, text: lines.join("\n").trim() };
};
