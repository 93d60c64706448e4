import { parseArgs } from "node:util";
import { apiKeyInputSchema, createApiKeySchema, type CreateApiKeyInput } from "@/lib/api-keys/schema";
import type { ApiKeyId } from "@/lib/api-keys/types";
import { roles } from "@/lib/access/types";
import { StartError } from "../start-error";

export type Arguments =
  { command: "create"; input: CreateApiKeyInput } | { command: "list" } | { command: "revoke"; id: ApiKeyId };

/** Reads the command line; throws a StartError that says how it goes, or what is wrong with a name, a role or an id. */
export function readArguments(args: string[]): Arguments {
  const { positionals, values } = parse(args);
  const [command, id, ...rest] = positionals;
  const isNamed = values.name !== undefined && values.role !== undefined;
  const isBare = Object.keys(values).length === 0;
  if (command === "create" && id === undefined && isNamed) {
    const { name, role, store, entity, until } = values;
    const input = createApiKeySchema.safeParse({
      name,
      role,
      storeId: store ?? null,
      entities: entity?.map(entityFrom) ?? null,
      expiresOn: until ?? null,
    });
    if (!input.success) throw new StartError(input.error.issues.map(({ message }) => message).join("\n"));
    return { command, input: input.data };
  }
  if (command === "list" && id === undefined && isBare) return { command };
  if (command === "revoke" && id !== undefined && rest.length === 0 && isBare) {
    const input = apiKeyInputSchema.safeParse({ id });
    if (!input.success)
      throw new StartError("That is not the ID of a key. List the IDs with: npm run api-key -- list");
    return { command, id: input.data.id };
  }
  throw new StartError(usage);
}

/** "user:caroline", of which the ID may have colons of its own. */
const entityFrom = (text: string) => {
  const place = text.indexOf(":");
  return place === -1
    ? { kind: text, value: "" }
    : { kind: text.slice(0, place), value: text.slice(place + 1) };
};

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        name: { type: "string" },
        role: { type: "string" },
        store: { type: "string" },
        entity: { type: "string", multiple: true },
        until: { type: "string" },
      },
    });
  } catch {
    throw new StartError(usage);
  }
}

const usage = `Usage:
  npm run api-key -- create --name NAME --role ROLE   prints the key alone on the last line; ROLE: ${roles.join(", ")}
      narrowed, each as wanted: --store ID  --entity user:ID (again for another)  --until YYYY-MM-DD (its last day, in UTC)
  npm run api-key -- list                             of all keys, never the keys themselves
  npm run api-key -- revoke ID                        revokes a key for good`;
