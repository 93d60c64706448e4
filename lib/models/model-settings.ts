import { z } from "zod";

/** A language model behind an OpenAI-compatible API, with which facts are extracted from conversations. */
export type ModelSettings = {
  /** Without a slash at the end: "/chat/completions" is put behind it. */
  url: string;
  key: string | null;
  name: string;
};

/** The variables, for lib/env.ts. None has to be set, and an empty one is not set; the name belongs to the address. */
export const modelVariables = {
  LETHE_MODEL_URL: z
    .union([
      z.literal(""),
      z.url({ protocol: /^https?$/, error: "must be an address like https://api.example.com/v1" }),
    ])
    .refine(
      (text) => !URL.canParse(text) || new URL(text).username === "",
      "must be without a user name and password",
    )
    .default(""),
  LETHE_MODEL_KEY: z.string().default(""),
  LETHE_MODEL_NAME: z.string().default(""),
};

type Variables = { [Name in keyof typeof modelVariables]: z.infer<(typeof modelVariables)[Name]> };

/** Said wherever one of the two is set and the other is not. */
export const modelNameMissing = ({ LETHE_MODEL_URL, LETHE_MODEL_NAME }: Variables): boolean =>
  (LETHE_MODEL_URL === "") !== (LETHE_MODEL_NAME === "");

/** Null while no model is configured. */
export const modelSettingsFrom = (variables: Variables): ModelSettings | null => {
  const { LETHE_MODEL_URL: url, LETHE_MODEL_KEY: key, LETHE_MODEL_NAME: name } = variables;
  if (url === "" || name === "") return null;
  return { url: url.replace(/\/+$/, ""), key: key === "" ? null : key, name };
};
