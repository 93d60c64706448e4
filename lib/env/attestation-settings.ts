import { createHash } from "node:crypto";
import { z } from "zod";

/** Who signs the ledger's checkpoints beside Lethe. */
export type AttestationSettings = {
  witnesses: WitnessSetting[];
  /** Of a time-stamp authority (RFC 3161); null for none. */
  timestampUrl: string | null;
};
/** `url` without a slash at its end; `vkey` as https://c2sp.org/tlog-cosignature writes it. */
export type WitnessSetting = { url: string; vkey: string };

/** The variables, for lib/env/env.ts. None has to be set. */
export const attestationVariables = {
  LETHE_WITNESSES: z
    .string()
    .superRefine((text, ctx) => {
      for (const message of problemsOf(text)) ctx.addIssue({ code: "custom", message });
    })
    .optional(),
  LETHE_TIMESTAMP_URL: z
    .string()
    .refine(isAddress, "must be an address like https://tsa.example.com, without a user name and password")
    .optional(),
};

export const attestationSettingsFrom = (
  variables: z.infer<z.ZodObject<typeof attestationVariables>>,
): AttestationSettings => ({
  witnesses: entriesOf(variables.LETHE_WITNESSES ?? "").map(({ url, vkey }) => ({
    url: url.replace(/\/+$/, ""),
    vkey,
  })),
  timestampUrl: variables.LETHE_TIMESTAMP_URL ?? null,
});

/** `URL KEY`, several with commas or ends of lines between them; a key has neither. */
const entriesOf = (text: string): { url: string; vkey: string; isPair: boolean }[] =>
  text
    .split(/[,\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "")
    .map((entry) => {
      const [url = "", vkey = "", ...rest] = entry.split(/\s+/);
      return { url, vkey, isPair: vkey !== "" && rest.length === 0 };
    });

const problemsOf = (text: string): string[] => {
  const entries = entriesOf(text);
  const problems = entries.flatMap(({ url, vkey, isPair }, index) => {
    const problem = isPair ? (problemOfUrl(url) ?? problemOfKey(vkey)) : pairWanted;
    return problem === null ? [] : [`must be a list of witnesses; number ${index + 1} ${problem}`];
  });
  const isEachOnce = new Set(entries.map(({ vkey }) => vkey)).size === entries.length;
  return isEachOnce ? problems : [...problems, "must be a list of witnesses, each of them once"];
};

const pairWanted =
  "is not an address and a verifier key with a space between them, as in: https://witness.example.com witness.example.com+1234abcd+BA…";

const problemOfUrl = (url: string): string | null =>
  isAddress(url)
    ? null
    : "does not have an address like https://witness.example.com, without a user name and password";

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return ["http:", "https:"].includes(protocol) && username === "" && password === "";
}

/** The kinds of keys by their first byte (https://c2sp.org/signed-note). */
const witnessKind = 4;
const logKind = 1;

const problemOfKey = (vkey: string): string | null => {
  const [, name = "", id = "", encoded = ""] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? [];
  const bytes = Buffer.from(encoded, "base64");
  if (bytes.length === 0 || bytes.toString("base64") !== encoded) {
    return "does not have a verifier key like witness.example.com+1234abcd+BA…";
  }
  const wantedId = createHash("sha256").update(`${name}\n`).update(bytes).digest("hex").slice(0, 8);
  if (wantedId !== id) return "has a damaged verifier key: its number is not that of its name and key";
  if (bytes[0] === logKind) return "has the key of a log, not of a witness";
  if (bytes[0] !== witnessKind || bytes.length !== 33)
    return "has a key of a kind that is not known here; Ed25519 is";
  return null;
};
