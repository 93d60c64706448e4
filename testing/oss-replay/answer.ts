import { randomBytes } from "node:crypto";
import { exchangeNamed } from "./recordings";

export type Answer = { status: number; headers: Record<string, string>; body: unknown };

/** Thrown where an answer is not possible. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`Answered HTTP ${answer.status}.`);
    this.answer = answer;
  }
}

/** What was recorded under this name, with `values` in the place of those recorded, and a request id of its own. */
export const recordedAnswer = (name: string, values: Record<string, string> = {}): Answer => {
  const { status, headers, body } = exchangeNamed(name).response;
  const requestId = randomBytes(4).toString("hex");
  const replaced = { ...values, [headers["x-request-id"] ?? "?"]: requestId };
  return {
    status,
    headers: { ...headers, "x-request-id": requestId },
    body: replaceIn(body, replaced),
  };
};

export const refuse = (name: string, values: Record<string, string> = {}): never => {
  throw new Refusal(recordedAnswer(name, values));
};

/** An answer whose body was worked out, in the form of one that was recorded. */
export const derivedAnswer = (name: string, body: unknown): Answer => ({ ...recordedAnswer(name), body });

const replaceIn = (value: unknown, values: Record<string, string>): unknown => {
  if (typeof value === "string")
    return Object.entries(values).reduce((text, [old, fresh]) => text.replaceAll(old, fresh), value);
  if (Array.isArray(value)) return value.map((each) => replaceIn(each, values));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, replaceIn(each, values)]));
};
