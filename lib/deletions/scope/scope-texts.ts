import { entityFields, type EntityField } from "@/lib/memories/types";
import { idProblem } from "@/lib/memories/limits";
import { readMetadataText } from "./metadata-text";
import { emptyScope, wildcard, type Scope } from "./scope";

/** A scope as it is typed: the fields are text, and empty for no filter. */
export type ScopeTexts = Record<EntityField | "metadata", string>;
export type ScopeProblems = Partial<Record<keyof ScopeTexts, string>>;

export const scopeTextsNone: ScopeTexts = { user_id: "", agent_id: "", app_id: "", run_id: "", metadata: "" };

export type ReadScope = { ok: true; scope: Scope } | { ok: false; problems: ScopeProblems };

/** Makes a scope of what was typed, or says what is wrong with which field. Empty fields are no filter. */
export const scopeFrom = (texts: ScopeTexts): ReadScope => {
  const problems: ScopeProblems = {};
  const scope: Scope = { ...emptyScope };
  for (const field of entityFields) {
    const problem = idProblem(texts[field]);
    if (problem !== null) problems[field] = problem;
    else if (texts[field] !== "") scope[field] = texts[field];
  }
  const metadata = readMetadataText(texts.metadata);
  if (metadata.ok) scope.metadata = metadata.metadata;
  else problems.metadata = metadata.message;
  return Object.keys(problems).length === 0 ? { ok: true, scope } : { ok: false, problems };
};

/** What the box does not show of an id as it is typed. */
export const idRemark = (text: string): string | null => {
  if (text === wildcard) return null;
  if (text !== "" && text.trim() === "")
    return "This is only white space, and is taken as an ID of exactly that.";
  if (text.trim() === wildcard)
    return "With spaces around it, * is not a wildcard but an ID of exactly these characters.";
  if (text.includes(wildcard))
    return "This is an ID with a * in it, not a wildcard. Only * on its own means any value.";
  if (text !== text.trim()) return "This ID starts or ends with a space, and the space counts.";
  return null;
};
