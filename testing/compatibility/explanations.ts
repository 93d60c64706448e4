import { markdownTable } from "./coverage-document";
import { differencesOf, type Difference } from "./description-differences";
import type { ReducedOperation } from "./reduce-description";

/** Why the descriptions differ: the first that fits a difference explains it. A test fails for one without, and for a spare one. */
type Explanation = {
  only: Difference["only"];
  parts: readonly Difference["part"][];
  field: RegExp;
  why: string;
};

const explanations: readonly Explanation[] = [
  {
    only: "Lethe",
    parts: ["query"],
    field: /^(event_type|status|start_date|end_date)$/,
    why: "The list of events can be narrowed, as Mem0's tools for agents do.",
  },
  {
    only: "Lethe",
    parts: ["body"],
    field: /^(user_id|agent_id|app_id|run_id|filters)$/,
    why: "The IDs can stand beside `filters` or in their place: older clients send them so.",
  },
  {
    only: "Lethe",
    parts: ["body"],
    field: /^export_instructions$/,
    why: "Mem0's clients and pages send it; without a model for it, it has no effect.",
  },
  {
    only: "Lethe",
    parts: ["answer"],
    field: /^(\[\]\.)?(summary|memory_count|summarized_count|filters)$/,
    why: "Mem0's description does not say what a summary is made of.",
  },
  {
    only: "Lethe",
    parts: ["query", "body"],
    field: /^(org_id|project_id|source)$/,
    why: "Clients send them with many requests: every operation takes them.",
  },
  {
    only: "Lethe",
    parts: ["query"],
    field: /^(page(_size)?|fields)$/,
    why: "Mem0's clients send them; its description leaves them out here.",
  },
  {
    only: "Lethe",
    parts: ["body"],
    field:
      /^(latest_only|include_merged|show_expired|start_date|end_date|keywords|keyword_search|categories|metadata|reference_date|output_format|version|async_mode|messages\[\]\.name|is_active|threshold)$/,
    why: "Mem0's clients send them, or its documentation names them; its description leaves them out here.",
  },
  {
    only: "Lethe",
    parts: ["body"],
    field: /^messages\[\]/,
    why: "Mem0's description has messages of any form here. These are those of its pages on adding.",
  },
  {
    only: "Lethe",
    parts: ["body"],
    field:
      /^(structured_data_schema|enable_graph|prompt_profile_id|temporal_reasoning|timezone|observation_(date|datetime)|usecase_setting|retrieval_criteria)$/,
    why: "Mem0's description has them elsewhere. They are taken here too.",
  },
  {
    only: "Lethe",
    parts: ["body"],
    field: /^(memories\[\]\.)?(timestamp|expiration_date)$/,
    why: "Mem0's clients send them with a change of one memory; one of a batch takes them too.",
  },
  {
    only: "Mem0",
    parts: ["answer"],
    field: /structured_attributes$/,
    why: "What Mem0's models find out about when a memory was made. Lethe makes none.",
  },
  {
    only: "Mem0",
    parts: ["answer"],
    field: /embedding_qwen$/,
    why: "Vectors of the texts. Lethe keeps none.",
  },
  {
    only: "Mem0",
    parts: ["answer"],
    field: /^graph_status$/,
    why: "Lethe has no graph.",
  },
  {
    only: "Mem0",
    parts: ["answer"],
    field: /score_breakdown/,
    why: "How Mem0 ranks. Lethe ranks by words, spelling and meaning, and names its own shares.",
  },
  {
    only: "Lethe",
    parts: ["answer"],
    field: /score_breakdown/,
    why: "The shares of Lethe's own ranking.",
  },
  {
    only: "Mem0",
    parts: ["answer"],
    field: /members\[\]/,
    why: "Who the members are is not told to a key of the API: the list is empty.",
  },
  {
    only: "Mem0",
    parts: ["answer"],
    field: /input\[\]\.(role|content)$/,
    why: "Lethe keeps no conversations: the list is empty.",
  },
  {
    only: "Mem0",
    parts: ["answer"],
    field: /^parameters\[\]\.options\[\]/,
    why: "Fields of Mem0's own console.",
  },
  {
    only: "Lethe",
    parts: ["answer"],
    field: /left_out/,
    why: "What of a message is not text is left out, and the answer says so.",
  },
  {
    only: "Lethe",
    parts: ["answer"],
    field: /never_sent$/,
    why: "Events that a webhook asks for and Lethe never has.",
  },
  {
    only: "Lethe",
    parts: ["answer"],
    field: /^secret$/,
    why: "For checking signatures, which Mem0's webhooks do not have.",
  },
  {
    only: "Lethe",
    parts: ["answer"],
    field: /^held_count$/,
    why: "How many stay as they are on legal hold, which Mem0 has not.",
  },
  {
    only: "Mem0",
    parts: ["answer"],
    field: /session_id$/,
    why: "The run: Mem0's searches name it `run_id` in version 3 and `session_id` in version 2, Lethe's `run_id` in both.",
  },
  {
    only: "Lethe",
    parts: ["answer"],
    field:
      /^((results)?\[\]\.|results\[\]\.|)(total_memories|error|immutable|lifecycle_state|synthesized|replaced_by|agent_id|app_id|session_id|run_id|org_id|agent_custom_instructions)$/,
    why: "Mem0 answers them, by its documentation or elsewhere in its description; its description leaves them out here.",
  },
  {
    only: "Lethe",
    parts: ["answer"],
    field: /^results\[\]\.memory$/,
    why: "The text once more beside `data`, where Mem0's command lines read it.",
  },
  {
    only: "Lethe",
    parts: ["answer"],
    field: /^(\[\]\.|results\[\]\.)results/,
    why: "What was stored is answered at once, as by version 3; Mem0's description has an event to wait for.",
  },
];

const explanationOf = (difference: Difference): Explanation | undefined =>
  explanations.find(
    ({ only, parts, field }) =>
      only === difference.only && parts.includes(difference.part) && field.test(difference.field),
  );

/** The differences of the two descriptions as a table, each with why. Throws for one that nothing explains, and for a spare one. */
export const describeDifferences = (
  mem0: readonly ReducedOperation[],
  lethe: readonly ReducedOperation[],
): string => {
  const differences = differencesOf(mem0, lethe);
  const unexplained = differences.filter((each) => explanationOf(each) === undefined);
  if (unexplained.length > 0)
    throw new Error(
      `Not in testing/compatibility/explanations.ts: ${unexplained.map((each) => Object.values(each).join(" ")).join("; ")}`,
    );
  const rows = explanations.map((explanation) => {
    const explained = differences.filter((each) => explanationOf(each) === explanation);
    if (explained.length === 0)
      throw new Error(`Nothing is explained by ${String(explanation.field)} any more.`);
    const fields = new Set(explained.map(({ field }) => `\`${field.replace(/^(results)?\[\]\./, "")}\``));
    const places = [...new Set(explained.map(({ operation }) => operation))];
    return [explanation.only, [...fields].join(", "), inWords(places), explanation.why];
  });
  return markdownTable(["Only in", "What", "Of which operations", "Why"], rows);
};

const inWords = (places: readonly string[]): string =>
  places.length > 4 ? `${places.length} operations` : places.map((place) => `\`${place}\``).join(", ");
