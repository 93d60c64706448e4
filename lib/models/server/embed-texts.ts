import { z } from "zod";
import type { ModelSettings } from "@/lib/env/model-settings";
import { inParallel } from "@/lib/async/in-parallel";
import { askEndpoint, ModelError, timeLimit, type TimeLimit } from "./ask-endpoint";

const answerSchema = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()).min(1).max(16_384) })),
});

/** Servers of one's own often take no more at a time (text-embeddings-inference: 32), and the hosted ones bound the tokens. */
const textsPerRequest = 32;
const requestsAtOnce = 4;
const secondsMax = 10;

/** The vectors of texts, in their order and all of one length; within 10 seconds in all. Throws ModelError. */
export const embedTexts = async (
  model: ModelSettings,
  texts: readonly string[],
  limit = timeLimit(secondsMax),
): Promise<number[][]> => {
  const parts = Array.from({ length: Math.ceil(texts.length / textsPerRequest) }, (_, part) =>
    texts.slice(part * textsPerRequest, (part + 1) * textsPerRequest),
  );
  const vectors = (await inParallel(parts, requestsAtOnce, (part) => embedPart(model, part, limit))).flat();
  if (new Set(vectors.map(({ length }) => length)).size > 1) throw notVectors();
  return vectors;
};

const embedPart = async (
  model: ModelSettings,
  texts: readonly string[],
  limit: TimeLimit,
): Promise<number[][]> => {
  const answer = answerSchema.safeParse(
    await askEndpoint(model, {
      path: "/embeddings",
      body: { model: model.name, input: texts, encoding_format: "float" },
      limit,
      bytesMax: 16 * 1_048_576,
    }),
  );
  const byIndex = new Map(answer.data?.data.map(({ index, embedding }) => [index, embedding]));
  return texts.map((_, index) => {
    const vector = byIndex.get(index);
    if (vector === undefined) throw notVectors();
    return vector;
  });
};

const notVectors = () =>
  new ModelError("model_answer", "The model did not answer with a vector for each text.");

/** How alike two vectors point: 1 for the same way, 0 for across or against each other. */
export const likeness = (a: readonly number[], b: readonly number[]): number => {
  let [product, lengthA, lengthB] = [0, 0, 0];
  a.forEach((x, index) => {
    const y = b[index] ?? 0;
    product += x * y;
    lengthA += x * x;
    lengthB += y * y;
  });
  const cosine = product / Math.sqrt(lengthA * lengthB);
  return Number.isFinite(cosine) ? Math.min(1, Math.max(0, cosine)) : 0;
};
