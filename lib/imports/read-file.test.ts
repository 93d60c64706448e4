import { gzipSync, strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { parseMemory } from "./parse-memory";
import { openFile } from "./read-file";
import type { ImportedMemory } from "./schema";

type Content = string | Uint8Array;

async function* inChunks(file: Content, size: number): AsyncGenerator<Uint8Array> {
  const bytes = typeof file === "string" ? strToU8(file) : file;
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.slice(at, at + size));
}

/** All that a file holds, as it would be stored. */
const read = async (file: Content, size = 65_536) => {
  const { pieces, report } = await openFile(inChunks(file, size));
  const memories: ImportedMemory[] = [];
  const bad: string[] = [];
  for await (const some of pieces) {
    for (const piece of some) {
      const parsed =
        piece.bytes === null ? { ok: false as const, reason: piece.reason } : parseMemory(piece.bytes);
      if (!parsed.ok) bad.push(`${piece.place} ${piece.number}: ${parsed.reason}`);
      else if (parsed.memory !== null) memories.push(parsed.memory);
    }
  }
  return { memories, bad, report, warnings: report.warnings() };
};
const refusal = async (file: Content): Promise<string> =>
  read(file).then(
    () => "",
    (error: unknown) =>
      error instanceof Error && error.name === "UnreadableFile" ? error.message : String(error),
  );
const textsOf = ({ memories }: { memories: ImportedMemory[] }) => memories.map(({ memory }) => memory);

const mem0 = (number: number, more: object = {}) => ({
  memory: `Prefers tea number ${number}`,
  user_id: "pg",
  ...more,
});
const lines = (...values: unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join("");
const utf16 = (text: string, isLittleEndian: boolean, hasMark = true) => {
  const bytes = Buffer.from(hasMark ? `\ufeff${text}` : text, "utf16le");
  return new Uint8Array(isLittleEndian ? bytes : bytes.swap16());
};

describe("spellings", () => {
  it("takes over those of Mem0's JavaScript client", async () => {
    const page = {
      count: 1,
      next: null,
      previous: null,
      results: [
        {
          id: "22220000-0000-4000-8000-000000000001",
          memory: "Lives at 4 Example Road",
          userId: "camel-user",
          agentId: null,
          appId: "app",
          sessionId: "run-1",
          metadata: { source: "chat", userId: "stays" },
          immutable: true,
          expirationDate: "2026-01-31",
          createdAt: "2025-03-01T09:00:00.000Z",
          updatedAt: "2025-03-02T09:00:00.000Z",
          structuredAttributes: null,
        },
      ],
    };
    const { memories, bad, warnings } = await read(JSON.stringify(page, null, 1));
    expect({ bad, warnings }).toEqual({ bad: [], warnings: [] });
    expect(memories).toEqual([
      expect.objectContaining({
        userId: "camel-user",
        appId: "app",
        runId: "run-1",
        metadata: { source: "chat", userId: "stays" },
        immutable: true,
        expirationDate: "2026-01-31",
        createdAt: "2025-03-01T09:00:00.000Z",
        updatedAt: "2025-03-02T09:00:00.000Z",
      }),
    ]);
  });

  it.each(["userid", "UserId", "user-id", "USER_ID", "User ID", "expirationdate", "created-at", "MEMORY"])(
    "refuses %s, which would be lost",
    async (key) => {
      const { memories, bad } = await read(lines({ memory: "a", [key]: "x" }, mem0(1)));
      expect(bad).toEqual([
        expect.stringMatching(`^line 1: "${key}" is not a key that Lethe knows. Write "`),
      ]);
      expect(memories).toHaveLength(1);
    },
  );

  it("takes one key in two spellings only when they agree", async () => {
    const { memories, bad } = await read(
      lines(
        { memory: "a", user_id: "x", userId: "x" },
        { memory: "b", user_id: null, userId: "y" },
        { memory: "c", user_id: "x", userId: "z" },
      ),
    );
    expect(memories.map(({ userId }) => userId)).toEqual(["x", "y"]);
    expect(bad).toEqual(['line 3: "user_id" and "userId" differ.']);
  });

  it("names the keys that mean nothing", () => {
    const parsed = parseMemory(strToU8(JSON.stringify(mem0(1, { hash: "h", score: 1, createdAt: null }))));
    expect(parsed).toMatchObject({ ok: true, unknownKeys: ["hash", "score"] });
  });
});

describe("the whole file", () => {
  it.each([
    ["pages, one a line", lines({ count: 1, results: [mem0(1)] }, { count: 1, results: [mem0(2)] })],
    ["lists, one after another", lines([mem0(1)], [mem0(2)])],
    [
      "a list of pages",
      JSON.stringify([
        { count: 2, next: "x", results: [mem0(1)] },
        { count: 2, next: null, previous: "x", results: [mem0(2)] },
      ]),
    ],
    ["objects over several lines", JSON.stringify(mem0(1), null, 2) + JSON.stringify(mem0(2), null, 2)],
    ["a line and a page", lines(mem0(1), { results: [mem0(2)] })],
  ])("%s", async (_name, file) => {
    for (const size of [1, 65_536]) {
      const result = await read(file, size);
      expect(textsOf(result)).toEqual(["Prefers tea number 1", "Prefers tea number 2"]);
      expect(result).toMatchObject({ bad: [], warnings: [] });
    }
  });

  it("is one object", async () => {
    expect(textsOf(await read(JSON.stringify(mem0(1), null, 2)))).toEqual(["Prefers tea number 1"]);
  });

  it("warns of pages that are not in it, with the numbers", async () => {
    const page = { count: 250, next: "https://api.example.com/?page=2", previous: null, results: [mem0(1)] };
    expect((await read(JSON.stringify(page))).warnings).toEqual([
      "249 of 250 memories that the file mentions are not in it. It is one of several pages: import the others too.",
    ]);
    const open = { next: "https://api.example.com/?page=2", results: [mem0(1)] };
    expect((await read(JSON.stringify(open))).warnings).toEqual([
      "The file says that more pages follow, but they are not in it. Import those too.",
    ]);
  });

  it("takes pages of one list together", async () => {
    const pages = [
      { count: 3, next: "2", previous: null, results: [mem0(1), mem0(2)] },
      { count: 3, next: null, previous: "1", results: [mem0(3)] },
      { count: 2, next: null, previous: "1", results: [mem0(4)] },
    ];
    expect((await read(lines(...pages))).warnings).toEqual([
      "1 of 2 memories that the file mentions is not in it. It is one of several pages: import the others too.",
    ]);
  });
});

describe("packing and encoding", () => {
  const file = lines(mem0(1, { memory: "東京 🦉 é" }), mem0(2));
  const texts = ["東京 🦉 é", "Prefers tea number 2"];

  it.each([
    ["gzip", gzipSync(strToU8(file)), ["gzip", "JSON"]],
    [
      "gzip in two members",
      Uint8Array.of(
        ...gzipSync(strToU8(lines(mem0(1, { memory: texts[0] })))),
        ...gzipSync(strToU8(lines(mem0(2)))),
      ),
      ["gzip", "JSON"],
    ],
    [
      "zip",
      zipSync({
        "__MACOSX/._a.json": strToU8("x"),
        "photo.png": new Uint8Array(90_000),
        "a.jsonl": strToU8(file),
      }),
      ["zip: a.jsonl", "JSON"],
    ],
    ["zip without compression", zipSync({ "a.json": strToU8(file) }, { level: 0 }), ["zip: a.json", "JSON"]],
    ["gzip in zip", zipSync({ "a.jsonl.gz": gzipSync(strToU8(file)) }), ["zip: a.jsonl.gz", "gzip", "JSON"]],
    ["UTF-8 with a mark", strToU8(`\ufeff${file}`), ["JSON"]],
    ["UTF-16 LE", utf16(file, true), ["UTF-16", "JSON"]],
    ["UTF-16 BE", utf16(file, false), ["UTF-16", "JSON"]],
    ["UTF-16 without a mark", utf16(file, true, false), ["UTF-16", "JSON"]],
    ["UTF-16 in gzip", gzipSync(utf16(file, false)), ["gzip", "UTF-16", "JSON"]],
  ])("reads %s", async (_name, bytes, format) => {
    for (const size of [1, 3, 65_536]) {
      const result = await read(bytes, size);
      expect(textsOf(result)).toEqual(texts);
      expect(result.report.format).toEqual(format);
      expect(result.warnings).toEqual([]);
    }
  });

  it("says which file of a zip it did not read", async () => {
    const { warnings } = await read(
      zipSync({ "a.json": strToU8(lines(mem0(1))), "b.json": strToU8(lines(mem0(2))) }),
    );
    expect(warnings).toEqual([
      "The zip also holds b.json, which was not read. Unpack it, and import that file separately.",
    ]);
  });

  it("spoils no more than its memory when half a character is missing", async () => {
    const bytes = utf16(lines(mem0(1, { memory: "🦉" }), mem0(2)), true);
    const at = bytes.findIndex((byte, index) => index % 2 === 1 && (byte & 0xfc) === 0xdc);
    const broken = Uint8Array.from([...bytes.slice(0, at - 1), ...bytes.slice(at + 1)]);
    const result = await read(broken);
    expect(textsOf(result)).toEqual(["Prefers tea number 2"]);
    expect(result.bad).toEqual(["line 1: This contains a null or invalid character."]);
  });

  it("refuses what is cut off, damaged or made to fill a disk (ASVS 12.1.1, 12.1.2)", async () => {
    const packed = gzipSync(strToU8(file));
    expect(await refusal(packed.slice(0, -12))).toMatch(/^This compressed file is damaged or cut off/);
    const member = gzipSync(new Uint8Array(1024 * 1024).fill(0x20));
    const bomb = Buffer.concat(Array.from({ length: 100 }, () => member));
    expect(await refusal(bomb)).toMatch(/^This file unpacks to more than 300 times its size/);
  });

  it.each([
    ["%PDF-1.7\n", "This file is a PDF."],
    ["SQLite format 3\u0000", "This file is a SQLite database."],
    [
      zipSync({ "[Content_Types].xml": strToU8("<x/>") }),
      "This zip contains no JSON, JSON Lines or CSV file.",
    ],
    [Uint8Array.of(0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0), "This file is in UTF-32."],
    ["just some words\nand more\n", "This file contains no memories that Lethe can read: it is not JSON"],
    ["id,title\n1,x\n", "This file contains no memories that Lethe can read: it is not JSON"],
    ['["one", "two"]', "This file is JSON, but contains no objects."],
    [lines({ title: "x", body: "y" }), "its objects have no “memory” (they have “title”, “body”)."],
  ])("says what a file is that it cannot read: %#", async (bytes, words) => {
    expect(await refusal(bytes)).toContain(words);
  });
});

describe("CSV", () => {
  const header = "id,memory,user_id,created_at\r\n";
  const id = "11110000-0000-4000-8000-000000000014";

  it("reads quoted line breaks, and tells a bad row by its line", async () => {
    const file = `${header}${id},"Says ""hi"",\r\nthen leaves",case-user,2026-01-05T10:00:00Z\r\n\r\n,only two\r\n,"last 東京",,\r\n`;
    for (const size of [1, 2, 5, 65_536]) {
      const result = await read(file, size);
      expect(result.memories).toEqual([
        expect.objectContaining({
          id,
          memory: 'Says "hi",\r\nthen leaves',
          userId: "case-user",
          createdAt: "2026-01-05T10:00:00.000Z",
        }),
        expect.objectContaining({ id: null, memory: "last 東京", userId: null }),
      ]);
      expect(result.bad).toEqual(["line 5: This row has 2 columns, and the first row 4."]);
      expect(result.report.format).toEqual(["CSV"]);
    }
  });

  it("takes a header as people write it, and says what it takes for what", async () => {
    const { memories, report } = await read(
      'Text;"User ID";Tags;immutable;metadata;Categories\nLikes tea;ana;x;yes;"{""n"": 1}";"[""a"",""b""]"\n',
    );
    expect(memories).toEqual([
      expect.objectContaining({
        memory: "Likes tea",
        userId: "ana",
        immutable: true,
        metadata: { n: 1 },
        categories: ["a", "b"],
      }),
    ]);
    expect(report.mapping).toEqual([
      { from: "Text", to: "memory" },
      { from: "User ID", to: "user_id" },
      { from: "immutable", to: "immutable" },
      { from: "metadata", to: "metadata" },
      { from: "Categories", to: "categories" },
    ]);
    expect(report.columnsIgnored).toEqual(["Tags"]);
  });

  it("refuses two columns for one thing, and names what is wrong in a cell", async () => {
    expect(await refusal("memory,user_id,User Id\na,b,c\n")).toMatch(
      /^Two columns of this CSV file mean "user_id"/,
    );
    const { bad } = await read(
      'memory,metadata,categories,immutable\na,[1],,\nb,,"[x",\nc,,,perhaps\n"d"x,,,\n',
    );
    expect(bad).toEqual([
      'line 2: "metadata" is not a JSON object.',
      'line 3: "categories" is not a JSON list.',
      'line 4: "immutable" is not true or false.',
      "line 5: The quotes in this row do not match.",
    ]);
  });
});

describe("what others leave in files", () => {
  const json = (number: number) => JSON.stringify(mem0(number));

  it("takes a byte order mark between files that were put together", async () => {
    const { memories, bad } = await read(`\ufeff${json(1)}\n\ufeff${json(2)}\n\ufeff[${json(3)}]`);
    expect({ count: memories.length, bad }).toEqual({ count: 3, bad: [] });
  });

  it("refuses a run that is named twice, by different names", async () => {
    const { memories, bad } = await read(
      lines(mem0(1, { run_id: "a", session_id: "b" }), mem0(2, { run_id: "a", session_id: "a" })),
    );
    expect(bad).toEqual(['line 1: "run_id" and "session_id" differ.']);
    expect(memories).toMatchObject([{ runId: "a" }]);
  });

  it.each([
    { has_next: true },
    { hasMore: true },
    { hasNextPage: true },
    { next_page_token: "x" },
    { nextCursor: "x" },
    { links: { next: "x" } },
    { pageInfo: { hasNextPage: true } },
  ])("warns of a page that follows: %j", async (said) => {
    const { warnings } = await read(JSON.stringify({ results: [mem0(1)], ...said }));
    expect(warnings).toEqual([
      "The file says that more pages follow, but they are not in it. Import those too.",
    ]);
  });

  it.each([{ next: null }, { has_more: false }, { links: { next: "" } }, { nextcloud: "x" }, { next: 0 }])(
    "does not warn of one that does not: %j",
    async (said) => {
      expect((await read(JSON.stringify({ results: [mem0(1)], ...said }))).warnings).toEqual([]);
    },
  );

  it("reads CSV whose lines end with a carriage return alone, and Excel's first line", async () => {
    const old = await read('memory,user_id\r"a\nb",u\rc,v\r', 3);
    expect(old.memories).toMatchObject([{ memory: "a\nb" }, { memory: "c", userId: "v" }]);
    const excel = await read("\ufeffsep=;\r\nmemory;user_id\r\na, b;u\r\n");
    expect(excel.memories).toMatchObject([{ memory: "a, b", userId: "u" }]);
    expect([...old.bad, ...excel.bad]).toEqual([]);
  });

  it("notices a gzip file whose end is cut off, or in which a byte was changed", async () => {
    const packed = gzipSync(strToU8(`${json(1)}\n`));
    const stored = gzipSync(strToU8(`${json(1)}\n`), { level: 0 });
    const changed = stored.map((byte, at) => (at === stored.length - 20 ? byte ^ 1 : byte));
    const two = Uint8Array.of(...changed, ...packed);
    for (const file of [packed.slice(0, -8), packed.slice(0, -1), changed, two])
      for (const size of [7, 65_536])
        await expect(read(file, size)).rejects.toThrow("This compressed file is damaged or cut off");
    const whole = Uint8Array.of(...stored, ...packed, ...packed);
    for (const size of [1, 7, 65_536]) expect((await read(whole, size)).memories).toHaveLength(3);
  });

  it("says of a zip which of its files was read, where that one has no memories", async () => {
    const zip = zipSync({ "settings.json": strToU8('{"a":1}'), "memories.json": strToU8(json(1)) });
    const words = await refusal(zip);
    expect(words).toContain("Of the zip, settings.json was read. This file is JSON of a kind");
    expect(words).toContain("If its memories are in another file, unpack the zip and import that file.");
    const told = {
      "README.txt": strToU8("Hello"),
      "manifest.json": strToU8("{}"),
      "a.json": strToU8(json(1)),
    };
    expect((await read(zipSync(told))).memories).toHaveLength(1);
    expect(await refusal(zipSync({}))).toContain("This zip contains no JSON, JSON Lines or CSV file.");
  });
});

describe("other tools", () => {
  const at = "2026-01-05T10:00:00+00:00";
  const backup = {
    user: { id: "u", user_id: "case-user" },
    apps: [{ id: "p", name: "chat" }],
    categories: [{ id: "c", name: "food" }],
    memories: [
      {
        id: "11110000-0000-4000-8000-00000000000f",
        user_id: "u",
        app_id: "p",
        content: "Likes tea",
        metadata: { a: 1 },
        state: "active",
        created_at: at,
        updated_at: at,
        category_ids: ["c"],
      },
      {
        id: "11110000-0000-4000-8000-000000000010",
        user_id: "u",
        app_id: null,
        content: "Deleted",
        state: "deleted",
        created_at: at,
        category_ids: [],
      },
    ],
    memory_categories: [],
  };
  const taken = {
    id: "11110000-0000-4000-8000-00000000000f",
    memory: "Likes tea",
    userId: "case-user",
    appId: "chat",
    categories: ["food"],
    createdAt: "2026-01-05T10:00:00.000Z",
  };

  it("OpenMemory's backup, alone or in its zip, without what was deleted there", async () => {
    const json = JSON.stringify(backup, null, 2);
    const zip = zipSync({ "memories.json": strToU8(json), "memories.jsonl.gz": gzipSync(strToU8("{}")) });
    for (const file of [json, zip]) {
      const { memories, bad, report, warnings } = await read(file);
      expect(memories).toEqual([expect.objectContaining(taken)]);
      expect({ bad, warnings }).toEqual({ bad: [], warnings: [] });
      expect(report.shapeName).toBe("an OpenMemory backup");
      expect([...report.leftOut]).toEqual([["deleted in OpenMemory", 1]]);
    }
  });

  it("LangMem, Letta and Qdrant, where it is plain what means what", async () => {
    const langMem = {
      namespace: ["memories", "case-user"],
      key: "a1b2",
      value: { kind: "Memory", content: { content: "Prefers dark mode" } },
      created_at: at,
      updated_at: at,
    };
    expect((await read(JSON.stringify([langMem]))).memories).toEqual([
      expect.objectContaining({
        memory: "Prefers dark mode",
        userId: "case-user",
        createdAt: "2026-01-05T10:00:00.000Z",
        metadata: { langmem_key: "a1b2" },
      }),
    ]);
    const letta = {
      id: "passage-11110000-0000-4000-8000-000000000013",
      text: "Owns a cat",
      agent_id: "agent-1",
      created_at: "2026-01-05T10:00:00Z",
      metadata: {},
      embedding: [1],
    };
    expect((await read(JSON.stringify([letta]))).memories).toEqual([
      expect.objectContaining({
        id: "11110000-0000-4000-8000-000000000013",
        memory: "Owns a cat",
        agentId: "agent-1",
      }),
    ]);
    const point = {
      id: "11110000-0000-4000-8000-0000000000d2",
      payload: {
        data: "From qdrant",
        user_id: "case-user",
        hash: "h",
        topic: "x",
        created_at: "2026-01-05T10:00:00-08:00",
      },
      vector: null,
    };
    const scroll = {
      result: { points: [point], next_page_offset: "11110000-0000-4000-8000-0000000000d3" },
      status: "ok",
    };
    const { memories, warnings } = await read(JSON.stringify(scroll));
    expect(memories).toEqual([
      expect.objectContaining({
        id: point.id,
        memory: "From qdrant",
        userId: "case-user",
        metadata: { topic: "x" },
        createdAt: "2026-01-05T18:00:00.000Z",
      }),
    ]);
    expect(warnings).toEqual([
      "The file says that more pages follow, but they are not in it. Import those too.",
    ]);
  });

  it("does not guess whose memory it is", async () => {
    const langMem = { namespace: ["team", "case-user"], key: "a", value: { content: "x" }, created_at: at };
    expect((await read(JSON.stringify([langMem]))).bad).toEqual([
      expect.stringContaining("Lethe cannot tell whose it is"),
    ]);
  });

  it.each([
    [[{ uuid: "1", fact: "Ana lives in Lisbon", valid_at: at }], "facts of Zep or Graphiti"],
    [{ edges: [{ uuid_: "1", fact: "x" }] }, "facts of Zep or Graphiti"],
    [[{ title: "Trip", create_time: 1, mapping: { a: {} } }], "chats exported from ChatGPT"],
    [{ ids: ["1"], documents: ["x"], metadatas: [{}] }, "an answer of Chroma"],
    [[{ role: "user", content: "hi" }], "messages of a chat"],
  ])("names what it cannot map in one sentence: %#", async (value, name) => {
    const words = await refusal(JSON.stringify(value));
    expect(words).toContain(`This looks like ${name}. `);
    expect(words).toContain("Write each memory as a JSON object");
  });
});
