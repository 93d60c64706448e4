import { text } from "node:stream/consumers";
import type { ModelSettings } from "@/lib/env/model-settings";
import { startTestServer } from "@/testing/test-server";

/** Gives `use` a language model on this machine which answers everything with the same words, and what it has been asked. */
export const withModel = async (
  words: string,
  use: (model: ModelSettings, asked: readonly string[]) => Promise<void>,
  status = 200,
): Promise<void> => {
  const asked: string[] = [];
  const server = await startTestServer({
    port: 0,
    handle: async (request, response) => {
      asked.push(await text(request));
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify({ choices: [{ message: { role: "assistant", content: words } }] }));
    },
  });
  try {
    await use({ url: `${server.url}/v1`, key: null, name: "small" }, asked);
  } finally {
    await server.stop();
  }
};
