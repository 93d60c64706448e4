import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { writeExact } from "@/lib/json/write-exact";
import type { Answer } from "./answer-request";

const spaces = Buffer.alloc(64 * 1024, " ");

/** Sends an answer; resolves with the status that was sent, or null when there was none. */
export const sendAnswer = async (response: ServerResponse, answer: Answer): Promise<number | null> => {
  const json = { "content-type": "application/json" };
  switch (answer.kind) {
    case "hang":
      return null;
    case "close":
      response.destroy();
      return null;
    case "redirect":
      response.writeHead(307, { location: answer.location }).end();
      return 307;
    case "html":
      response
        .writeHead(answer.status, { "content-type": "text/html" })
        .end(`<html><body><h1>${answer.status}</h1></body></html>`);
      return answer.status;
    case "json":
      response.writeHead(answer.status, { ...json, ...answer.headers }).end(writeExact(answer.body));
      return answer.status;
    case "malformed": {
      const text = writeExact(answer.body);
      response.writeHead(200, json).end(text.slice(0, Math.max(1, Math.floor(text.length * 0.6))));
      return 200;
    }
    case "oversized":
      response.writeHead(200, json);
      await pipeline(oversized(answer.body, answer.bytes), response);
      return 200;
  }
};

/** JSON may begin with any amount of space: valid, and too long to read. */
function* oversized(body: unknown, bytes: number): Generator<Buffer> {
  for (let sent = 0; sent < bytes; sent += spaces.length) yield spaces.subarray(0, bytes - sent);
  yield Buffer.from(writeExact(body));
}
