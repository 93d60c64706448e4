import type { z } from "zod";
import { storeConnectionSchema, type StoreConnection } from "@/lib/stores/store-settings";

/** What is typed into the form of a store, all of it text. */
export type StoreDraft = {
  kind: StoreConnection["kind"];
  url: string;
  signIn: "key" | "password";
  apiKey: string;
  email: string;
  password: string;
  organisationId: string;
  projectId: string;
  collection: string;
  databaseUrl: string;
  historyDbPath: string;
};
export type DraftField = Exclude<keyof StoreDraft, "kind" | "signIn">;
export type DraftProblems = Partial<Record<DraftField, string>>;

export const emptyDraft: StoreDraft = {
  kind: "mem0-platform",
  url: "",
  signIn: "key",
  apiKey: "",
  email: "",
  password: "",
  organisationId: "",
  projectId: "",
  collection: "",
  databaseUrl: "",
  historyDbPath: "",
};

export type DraftResult = { ok: true; connection: StoreConnection } | { ok: false; problems: DraftProblems };

/** Makes a connection of a draft, or says what is wrong with which fields. What is left empty is as it is by default. */
export const connectionFrom = (draft: StoreDraft): DraftResult => {
  const missing = missingFrom(draft);
  if (Object.keys(missing).length > 0) return { ok: false, problems: missing };
  const parsed = storeConnectionSchema.safeParse({
    kind: draft.kind,
    settings: settingsOf(draft),
    credentials: credentialsOf(draft),
  });
  return parsed.success
    ? { ok: true, connection: parsed.data }
    : { ok: false, problems: problemsFrom(parsed.error.issues) };
};

/** The credentials of a draft, as they go over the wire. */
export const credentialsOf = (draft: StoreDraft): Record<string, string> =>
  draft.kind === "mem0-platform"
    ? given({ apiKey: draft.apiKey })
    : given({
        ...(draft.signIn === "key"
          ? { apiKey: draft.apiKey }
          : { email: draft.email, password: draft.password }),
        databaseUrl: draft.databaseUrl,
      });

const settingsOf = ({ kind, url, organisationId, projectId, collection, historyDbPath }: StoreDraft) =>
  kind === "mem0-platform"
    ? given({ url, organisationId, projectId })
    : given({ url, collection, historyDbPath });

const given = (texts: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ""));

const missingFrom = ({ kind, url, signIn, apiKey, email, password }: StoreDraft): DraftProblems => ({
  ...(kind === "mem0-oss" && url.trim() === "" ? { url: "Enter the server's address." } : {}),
  ...((kind === "mem0-platform" || signIn === "key") && apiKey.trim() === ""
    ? { apiKey: "Enter the key." }
    : {}),
  ...(kind === "mem0-oss" && signIn === "password" && email.trim() === ""
    ? { email: "Enter the email address." }
    : {}),
  ...(kind === "mem0-oss" && signIn === "password" && password === ""
    ? { password: "Enter the password." }
    : {}),
});

const fieldNames = Object.keys(emptyDraft);
const isField = (name: unknown): name is DraftField => typeof name === "string" && fieldNames.includes(name);

const problemsFrom = (issues: readonly z.core.$ZodIssue[]): DraftProblems => {
  const problems: DraftProblems = {};
  for (const { path, message } of issues) {
    const field = path.at(-1);
    problems[isField(field) ? field : "apiKey"] ??= message;
  }
  return problems;
};
