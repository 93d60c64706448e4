import type { LiftReason, SuppressionMode } from "./types";

export const modeWords: Record<SuppressionMode, string> = { refuse: "Refuse", report: "Let in and report" };

export const liftReasonWords: Record<LiftReason, string> = {
  person_asked: "The person wants to be remembered again",
  other_person: "The ID belongs to another person now",
  by_mistake: "Set up by mistake",
  other: "Other",
};
