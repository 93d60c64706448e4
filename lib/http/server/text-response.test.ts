import { describe, expect, it, vi } from "vitest";
import { log } from "@/lib/env/log";
import { textResponse } from "./text-response";

// The log is set up by the server's environment.
vi.stubEnv("DATABASE_URL", "postgres://unused");
vi.stubEnv("LETHE_SECRET", "for tests only, and more than 32 characters");
vi.stubEnv("LOG_LEVEL", "silent");

const contentType = "text/plain";
const requestWith = (signal?: AbortSignal) =>
  new Request("http://lethe.test/export", signal === undefined ? {} : { signal });

describe("textResponse", () => {
  it("makes no more than is read", async () => {
    let madeCount = 0;
    let isClosed = false;
    async function* pieces() {
      try {
        for (;;) {
          madeCount++;
          yield await Promise.resolve("x".repeat(70_000));
        }
      } finally {
        isClosed = true;
      }
    }
    const response = await textResponse(pieces(), { request: requestWith(), contentType });
    const reader = response.body?.getReader();
    for (let count = 0; count < 5; count++) await reader?.read();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(madeCount).toBeLessThanOrEqual(8);
    await reader?.cancel();
    expect(isClosed).toBe(true);
  });

  it("stops when the reader goes away", async () => {
    const controller = new AbortController();
    let madeCount = 0;
    async function* pieces() {
      for (;;) {
        madeCount++;
        yield await Promise.resolve("x".repeat(70_000));
      }
    }
    const response = await textResponse(pieces(), { request: requestWith(controller.signal), contentType });
    const reader = response.body?.getReader();
    await reader?.read();
    controller.abort();
    // What had been made before may still come.
    for (let count = 0; count < 10; count++) await reader?.read();
    expect(madeCount).toBeLessThanOrEqual(4);
  });

  it("a reader who leaves is no failure, whatever becomes of what was being made", async () => {
    const logged = vi.spyOn(log(), "error");
    const left = async (end: (resume: () => void) => void) => {
      const controller = new AbortController();
      let resume: () => void = () => undefined;
      async function* pieces() {
        yield "first";
        await new Promise<void>((resolve, reject) => {
          resume = resolve;
          controller.signal.addEventListener("abort", () => reject(controller.signal.reason as Error));
        });
        yield "second";
      }
      const request = requestWith(controller.signal);
      const response = await textResponse(pieces(), { request, contentType, isLive: true });
      const reader = response.body?.getReader();
      await reader?.read();
      // Until the next piece is being made.
      await new Promise((resolve) => setImmediate(resolve));
      const cancelling = reader?.cancel();
      end(() => resume());
      if (!controller.signal.aborted) setImmediate(() => controller.abort());
      await cancelling;
      await new Promise((resolve) => setImmediate(resolve));
    };
    await left((resume) => resume());
    await left(() => undefined);
    expect(logged).not.toHaveBeenCalled();
  });

  it("throws what fails at once, and breaks off what fails later", async () => {
    async function* failing(after: number) {
      for (let count = 0; count < after; count++) yield await Promise.resolve("x".repeat(70_000));
      throw new Error("no");
    }
    await expect(textResponse(failing(0), { request: requestWith(), contentType })).rejects.toThrow("no");
    const response = await textResponse(failing(2), { request: requestWith(), contentType });
    await expect(response.text()).rejects.toThrow("The stream failed.");
  });

  it("joins small pieces, except when they are to be seen at once", async () => {
    async function* pieces() {
      for (const piece of ["é", "😀", "c"]) yield await Promise.resolve(piece);
    }
    const read = async (isLive: boolean) => {
      const response = await textResponse(pieces(), { request: requestWith(), contentType, isLive });
      const chunks: string[] = [];
      for await (const chunk of response.body ?? []) chunks.push(new TextDecoder().decode(chunk));
      return chunks;
    };
    expect(await read(false)).toEqual(["é😀c"]);
    expect(await read(true)).toEqual(["é", "😀", "c"]);
  });
});
