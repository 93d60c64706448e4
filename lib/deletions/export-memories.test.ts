import { describe, expect, it } from "vitest";
import { exportEndLine } from "@/lib/memories/export-end";
import { readExport } from "./export-memories";

const lines = ['{"memory":"tea"}', '{"memory":"“lethe_export” ✓"}'];
const end = exportEndLine({ count: 2, salt: "00ff" });

/** The text in parts of five bytes, which cut characters in two. */
const streamOf = (text: string, fails = false) => {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: (controller) => {
      if (at < bytes.length) controller.enqueue(bytes.slice(at, (at += 5)));
      else if (fails) controller.error(new TypeError("network error"));
      else controller.close();
    },
  });
};
const read = (text: string, fails = false) => {
  const counts: number[] = [];
  const controller = new AbortController();
  const reading = readExport(streamOf(text, fails), 2, (count) => counts.push(count), controller.signal);
  return { reading, counts, controller };
};

describe("reading an export", () => {
  it("hands on the whole of it, and counts on the way", async () => {
    const text = [...lines, end, ""].join("\n");
    const { reading, counts } = read(text);
    const { file, count } = await reading;
    expect(count).toBe(2);
    expect(await file.text()).toBe(text);
    expect([...new Set(counts)]).toEqual([0, 1, 2]);
  });

  it.each([
    ["nothing", ""],
    ["no end", `${lines.join("\n")}\n`],
    ["half a line", lines.join("\n").slice(0, -4)],
    ["half an end", [...lines, end].join("\n").slice(0, -2)],
    ["an end without its newline", [...lines, end].join("\n")],
    ["fewer lines than it says", `${lines[0] ?? ""}\n${end}\n`],
    ["more after the end", [...lines, end, lines[0], ""].join("\n")],
  ])("refuses %s", async (_, text) => {
    await expect(read(text).reading).rejects.toThrow("The connection to Lethe was lost.");
  });

  it("says that the connection broke, unless it was let go", async () => {
    await expect(read(lines.join("\n"), true).reading).rejects.toThrow("The connection to Lethe was lost.");
    const { reading, controller } = read(lines.join("\n"), true);
    controller.abort();
    await expect(reading).rejects.toThrow("network error");
  });
});
