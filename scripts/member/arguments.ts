import { parseArgs } from "node:util";
import type { z } from "zod";
import { roles, type Role } from "@/lib/access/permissions";
import { email as emailSchema, inviteSchema } from "@/lib/members/schema";
import { StartError } from "../start-error";

export type Arguments =
  | { command: "list" }
  | { command: "invite" | "role"; email: string; role: Role }
  | { command: "disable" | "enable"; email: string }
  | { command: "reset"; email: string; removesTotp: boolean };

/** Reads the command line; throws a StartError that says how it goes, or what is wrong with an address or a role. */
export function readArguments(args: string[]): Arguments {
  const { positionals, role, totp: removesTotp } = parse(args);
  const [command, email, ...rest] = positionals;
  if (command === "reset" && email !== undefined && rest.length === 0 && role === undefined) {
    return { command, email: parsed(emailSchema, email), removesTotp };
  }
  if (removesTotp) throw new StartError(usage);
  if (command === "list" && email === undefined && role === undefined) return { command };
  if (email === undefined) throw new StartError(usage);
  if (command === "invite" && rest.length === 0 && role !== undefined) {
    return { command, ...parsed(inviteSchema, { email, role }) };
  }
  if (command === "role" && rest.length === 1 && role === undefined) {
    return { command, ...parsed(inviteSchema, { email, role: rest[0] }) };
  }
  const isChange = command === "disable" || command === "enable";
  if (isChange && rest.length === 0 && role === undefined) {
    return { command, email: parsed(emailSchema, email) };
  }
  throw new StartError(usage);
}

function parse(args: string[]): { positionals: string[]; role: string | undefined; totp: boolean } {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { role: { type: "string" }, totp: { type: "boolean", default: false } },
    });
    return { positionals, role: values.role, totp: values.totp };
  } catch {
    throw new StartError(usage);
  }
}

function parsed<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const result = schema.safeParse(input);
  if (!result.success) throw new StartError(result.error.issues.map(({ message }) => message).join("\n"));
  return result.data;
}

const usage = `Usage:
  npm run member -- list                       of all members
  npm run member -- invite EMAIL --role ROLE   prints the link alone on the last line; ROLE: ${roles.join(", ")}
  npm run member -- role EMAIL ROLE            gives a member another role
  npm run member -- disable EMAIL              signs a member out, and lets them in no more
  npm run member -- enable EMAIL               lets them in again
  npm run member -- reset EMAIL                prints a link for a new password alone on the last line
  npm run member -- reset EMAIL --totp         the link also removes the one-time passwords, when the app is lost`;
