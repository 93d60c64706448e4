import { entityNouns } from "@/lib/deletions/words/describe-scope";
import { effectOf, needsDeleteAll, type Effect } from "@/lib/deletions/request/effect";
import { ExpectedError } from "@/lib/errors/expected-error";
import { can, rolesThatCan, type Actor } from "@/lib/access/types";
import { findEffect, type ComparedStore, type EffectInput } from "./find-effect";

/**
 * Whether a selection takes everything, or all that have any user, agent, app or run; throws not_permitted when it does, and the
 * actor may only delete less than that. The system may: what it does, it was told to. Who may delete all is not kept waiting
 * for a comparison with the store: of what they ask for without a preview, its words alone say so.
 */
export const requireDeleteAll = async (
  actor: Actor,
  store: ComparedStore,
  input: EffectInput,
  known: Effect | null,
): Promise<boolean> => {
  const mayAll = actor.kind === "system" || can(actor.role, "memories:delete-all");
  const effect = mayAll
    ? (known ?? effectOf(input.selection, null))
    : (known ?? (await findEffect(store, input)));
  if (!needsDeleteAll(input.selection, effect)) return false;
  if (mayAll) return true;
  throw new ExpectedError(
    "not_permitted",
    `This would delete ${whatWords(effect)}. Your role, ${actor.role}, does not allow that: ask someone with the role ${rolesThatCan("memories:delete-all").join(" or ")}. Nothing was deleted.`,
  );
};

const whatWords = (effect: Effect): string => {
  switch (effect.kind) {
    case "everything":
      return "every memory in the store";
    case "all_with":
      return `memories of any ${effect.fields.map((field) => entityNouns[field]).join(" or ")}`;
    case "some":
      return "some memories";
  }
};
