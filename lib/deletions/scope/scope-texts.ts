import { entityFields, type EntityField } from "@/lib/memories/types";
import { readMetadataText } from "./metadata-text";
import { scopeSchema, wildcard, type Scope } from "./scope";

/** A scope as it is typed: the fields are text, and empty for no filter. */
export type ScopeTexts = Record<EntityField | "metadata", string>;
export type ScopeProblems = Partial<Record<keyof ScopeTexts, string>>;

export const scopeTextsNone: ScopeTexts = { user_id: "", agent_id: "", app_id: "", run_id: "", metadata: "" };

export type ReadScope = { ok: true; scope: Scope } | { ok: false; problems: ScopeProblems };

/** Makes a scope of what was typed, or says what is wrong with which field. Empty fields are no filter. */
export const scopeFrom = (texts: ScopeTexts): ReadScope => {
  const metadata = readMetadataText(texts.metadata);
  const { metadata: _text, ...entities } = texts;
  const parsed = scopeSchema.safeParse(metadata.ok ? { ...entities, metadata: metadata.metadata } : entities);
  if (parsed.success && metadata.ok) return { ok: true, scope: parsed.data };
  const problems: ScopeProblems = metadata.ok ? {} : { metadata: metadata.message };
  for (const { path, message } of parsed.error?.issues ?? []) {
    const field = entityFields.find((name) => name === path[0]);
    if (field !== undefined) problems[field] ??= message;
    else problems.metadata ??= message;
  }
  return { ok: false, problems };
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
