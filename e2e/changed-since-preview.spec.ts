import { callServer, createKey } from "./api-key";
import { expect, importMemories, signIn, test } from "./console";

test("what changed between the preview and the click is told, asked again, and then taken", async ({
  page,
}) => {
  const key = await createKey("quagga", "admin");
  await signIn(page);
  await importMemories(page, "quagga", 3);
  await importMemories(page, "zebroid", 1);
  const idsOf = async (user_id: string): Promise<string[]> => {
    const { body } = await callServer(key, "POST", "/v3/memories/?page=1&page_size=10", {
      filters: { user_id },
    });
    return (body["results"] as { id: string }[]).map(({ id }) => id);
  };
  const filter = { field: "text", operator: "contains", value: "quagga" };
  await page.goto(
    `/delete?${new URLSearchParams({ mode: "filter", filter: JSON.stringify(filter) }).toString()}`,
  );
  await page.getByRole("button", { name: "Preview" }).click();
  const preview = page.getByRole("region", { name: "Preview" });
  await preview.getByRole("button", { name: "Delete 3 memories" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete memories" });
  const confirmThree = async () => {
    const typed = dialog.getByLabel(/^Type .* to confirm$/);
    if ((await typed.count()) > 0) await typed.fill("3");
    await dialog.getByRole("button", { name: "Delete 3 memories" }).click();
  };
  await expect(dialog.getByRole("button", { name: "Delete 3 memories" })).toBeVisible();

  const [gone = ""] = await idsOf("quagga-1");
  const [other = ""] = await idsOf("zebroid-1");
  await callServer(key, "DELETE", `/v1/memories/${gone}/`);
  await callServer(key, "PUT", `/v1/memories/${other}/`, { text: "a quagga by now" });
  await confirmThree();
  await expect(dialog.getByRole("alert")).toHaveText(
    "Nothing was deleted. Since the preview, 1 of the 3 memories you confirmed was deleted or changed, and 1 memory that matches now was changed or added. There are 3 memories now. Look again before you confirm.",
  );
  await confirmThree();
  await page.waitForURL(/\/history\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Deleted 3 memories/);
  expect(await idsOf("zebroid-1")).toEqual([]);
});
