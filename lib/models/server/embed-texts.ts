import { z } from "zod";
import type { ModelSettings } from "@/lib/models/model-settings";
import { askEndpoint, ModelError } from "./ask-endpoint";

const answerSchema = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()).min(1).max(16_384) })),
});

/** The vectors of texts, in their order and all of one length; within 10 seconds. Throws ModelError. */
export const embedTexts = async (model: ModelSettings, texts: readonly string[]): Promise<number[][]> => {
  const answer = answerSchema.safeParse(
    await askEndpoint(model, {
      path: "/embeddings",
      body: { model: model.name, input: texts, encoding_format: "float" },
      secondsMax: 10,
      bytesMax: 64 * 1_048_576,
    }),
  );
  const byIndex = new Map(answer.data?.data.map(({ index, embedding }) => [index, embedding]));
  const vectors = texts.flatMap((_, index) => {
    const vector = byIndex.get(index);
    return vector === undefined ? [] : [vector];
  });
  if (vectors.length < texts.length || new Set(vectors.map(({ length }) => length)).size > 1) {
    throw new ModelError("model_answer", "The model did not answer with a vector for each text.");
  }
  return vectors;
};

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
