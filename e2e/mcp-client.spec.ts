import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { createKey } from "./api-key";
import { expect, importMemories, signIn, test, viewOf } from "./console";
import { sharedProduct } from "./shared-product";

test("the official MCP client lists the tools, and a memory that it deletes leaves the open page", async ({
  page,
}) => {
  const marker = "dunlin";
  await signIn(page);
  await importMemories(page, marker, 2);
  await page.goto(viewOf({ field: "user_id", operator: "eq", value: `${marker}-1` }));
  await expect(page.getByRole("main").getByText("Showing 2 of 2 memories")).toBeVisible();

  const client = new Client({ name: "e2e", version: "1" });
  const key = await createKey("dunlin agent", "support");
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${sharedProduct().url}/api/mcp`), {
      requestInit: { headers: { authorization: `Bearer ${key}` } },
    }),
  );
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toContain("delete_memory");
  const call = async (name: string, args: Record<string, unknown>) => {
    const { content } = await client.callTool({ name, arguments: args });
    const [first] = content;
    return JSON.parse(first?.type === "text" ? first.text : "null") as Record<string, unknown>;
  };
  const { results } = await call("get_memories", { user_id: `${marker}-1`, page_size: 1 });
  const [memory] = results as { id: string }[];
  expect(await call("delete_memory", { memory_id: memory?.id })).toEqual({
    message: "Memory deleted successfully!",
  });
  await client.close();
  await expect(page.getByRole("main").getByText("Showing 1 of 1 memory")).toBeVisible();
  await page.goto("/history");
  await expect(
    page
      .getByRole("table", { name: "Deletion history" })
      .getByRole("row")
      .filter({ hasText: "API key dunlin agent (agent)" }),
  ).toBeVisible();
});
