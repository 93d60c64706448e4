import { format, resolveConfig } from "prettier";
import { expect, it } from "vitest";
import { can, permissionNames, permissions, roles, roleWords } from "./permissions";

const page = "docs/roles.md";

const written = (): string =>
  [
    "# Roles",
    "",
    `<!-- Written from lib/access/permissions.ts: npx vitest run lib/access/roles-page.test.ts -u -->`,
    "",
    "A member has one role, and so has an API key. An agent has the role of the key that it connects with.",
    "",
    ...table(
      ["Role", "Members", "API keys"],
      roles.map((role) => [`**${role}**`, roleWords[role].member, roleWords[role].key]),
    ),
    "",
    "## What each may do",
    "",
    ...table(
      ["", ...roles, "Permission"],
      permissionNames.map((name) => [
        permissions[name].words,
        ...roles.map((role) => (can(role, name) ? "yes" : "–")),
        `\`${name}\``,
      ]),
    ),
    "",
    "API keys never manage members, keys, stores or rules, whatever their role: the API does not offer it. They have no ticket, so `LETHE_SUPPORT_TICKET` is for members alone.",
    "",
    "## Narrowed API keys",
    "",
    "Beside its role, a key can be narrowed when it is created:",
    "",
    "- **to users, agents, apps or runs.** It finds, adds, changes and deletes only memories that name at least one of them; others are not found. What it deletes by filter must name one of them, so that it has no wildcard of its own. Of events it sees its own. It manages no webhooks, which tell of every memory, does not change the project's settings, and neither makes nor sees tickets, which are about memories in every store.",
    "- **to a store.** The API works on the built-in store, so a key for another store sees the deletions in that store and nothing else.",
    "- **to a last day**, in UTC. From then on it is refused, and the answer says so.",
    "",
    "## What is erased of deletions",
    "",
    "`LETHE_ERASE_FILTERS_DAYS` after a deletion ended, the texts and IDs of its filter are erased from the history for everyone, and references take their place; “Verify again” then looks for the memories by ID only. Whether a user, agent, app or run was ever named can still be found by its ID. Admins erase reason and ticket on request. The ledger holds none of these texts, and records that they were erased.",
    "",
  ].join("\n");

const table = (head: string[], rows: string[][]): string[] =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);

it("is what the table of permissions says", async () => {
  const text = await format(written(), { ...(await resolveConfig(page)), filepath: page });
  await expect(text).toMatchFileSnapshot(`../../${page}`);
});
