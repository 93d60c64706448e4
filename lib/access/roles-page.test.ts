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
    "API keys never manage members, keys, stores or rules, whatever their role: the API does not offer it.",
    "",
  ].join("\n");

const table = (head: string[], rows: string[][]): string[] =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);

it("is what the table of permissions says", async () => {
  const text = await format(written(), { ...(await resolveConfig(page)), filepath: page });
  await expect(text).toMatchFileSnapshot(`../../${page}`);
});
