import { z } from "zod";
import type { ModelSettings } from "@/lib/env/model-settings";
import { askEndpoint, ModelError, timeLimit } from "./ask-endpoint";

const completionSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});

/** Asks a model for a chat completion, and answers what it wrote; within 30 seconds. Throws ModelError. */
export const askChat = async (
  model: ModelSettings,
  { system, user }: { system: string; user: string },
): Promise<string> => {
  const answer = await askEndpoint(model, {
    path: "/chat/completions",
    body: {
      model: model.name,
      temperature: 0,
      messages: [
        { role: "system", content: system },
        { role: "user", content: user },
      ],
    },
    limit: timeLimit(30),
    bytesMax: 1_048_576,
  });
  const completion = completionSchema.safeParse(answer);
  const content = completion.data?.choices[0]?.message.content;
  if (content === undefined) {
    throw new ModelError("model_answer", "The model's answer is not one of a chat completion.");
  }
  return content;
};
