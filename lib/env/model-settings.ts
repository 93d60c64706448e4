import { z } from "zod";

/** A model behind an OpenAI-compatible API. */
export type ModelSettings = {
  /** Without a slash at the end: "/chat/completions" or "/embeddings" is put behind it. */
  url: string;
  key: string | null;
  name: string;
};

/** The models there are, asked for when one is needed: the build has no environment. Null for none. */
export type Models = {
  /** Extracts facts from conversations. */
  chat: () => ModelSettings | null;
  /** Compares texts by their meaning. */
  embedding: () => ModelSettings | null;
  /** Called when one failed and the work went on without it, for the log. */
  onFailure: (error: Error) => void;
};

const address = z
  .url({ protocol: /^https?$/, error: "must be an address like https://api.example.com/v1", abort: true })
  .refine((text) => {
    const { username, password } = new URL(text);
    return username === "" && password === "";
  }, "must be without a user name and password")
  // "/embeddings" is put behind it.
  .refine((text) => !/[?#]/.test(text), "must be without a ? or #")
  .optional();
const text = z.string().optional();

/** The variables, for lib/env/env.ts. None has to be set; a name belongs to each address. */
export const modelVariables = {
  LETHE_MODEL_URL: address,
  LETHE_MODEL_KEY: text,
  LETHE_MODEL_NAME: text,
  LETHE_EMBEDDING_URL: address,
  LETHE_EMBEDDING_KEY: text,
  LETHE_EMBEDDING_NAME: text,
};
type Variables = z.infer<z.ZodObject<typeof modelVariables>>;

const prefixes = ["LETHE_MODEL", "LETHE_EMBEDDING"] as const;

/** Variables that are missing beside one that is set: an address wants a name, and a name an address. */
export const modelVariablesMissing = (variables: Variables): { missing: string; beside: string }[] =>
  prefixes.flatMap((prefix) => {
    const [url, name] = [`${prefix}_URL`, `${prefix}_NAME`] as const;
    if ((variables[url] === undefined) === (variables[name] === undefined)) return [];
    return [variables[url] === undefined ? { missing: url, beside: name } : { missing: name, beside: url }];
  });

/** Null while none is configured. */
export const modelSettingsFrom = (
  variables: Variables,
  prefix: (typeof prefixes)[number],
): ModelSettings | null => {
  const [url, key, name] = [
    variables[`${prefix}_URL`],
    variables[`${prefix}_KEY`],
    variables[`${prefix}_NAME`],
  ];
  if (url === undefined || name === undefined) return null;
  return { url: url.replace(/\/+$/, ""), key: key ?? null, name };
};
