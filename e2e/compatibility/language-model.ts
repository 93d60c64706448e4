import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

type Message = { role: string; content: string };

/**
 * A language model behind an OpenAI-compatible API, as LETHE_MODEL_URL names one. It takes each message of a user in a conversation
 * for a fact, and sums up everything else in one sentence.
 */
export const startLanguageModel = async (): Promise<{ url: string; stop: () => Promise<void> }> => {
  const server = createServer((asked, answer) => {
    void text(asked).then((body) => {
      const { messages } = JSON.parse(body) as { messages: Message[] };
      const content = answerTo(messages.at(-1)?.content ?? "");
      answer
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ choices: [{ message: { role: "assistant", content } }] }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const answerTo = (question: string): string => {
  const conversation = conversationIn(question);
  if (conversation === null) return "Keeps bees and plays the cello.";
  const facts = conversation
    .filter(({ role }) => role === "user")
    .map(({ content }) => ({ text: content, speaker: "user" }));
  return JSON.stringify({ facts });
};

const conversationIn = (question: string): Message[] | null => {
  try {
    const parsed: unknown = JSON.parse(question);
    const isConversation =
      Array.isArray(parsed) && parsed.every((each: unknown) => Object.hasOwn(each as object, "role"));
    return isConversation ? (parsed as Message[]) : null;
  } catch {
    return null;
  }
};
