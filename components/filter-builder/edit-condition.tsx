"use client";

import { draftCondition } from "@/lib/filters/draft";
import type { Condition } from "@/lib/filters/filter";
import { ConditionForm } from "./condition-form";

/** Changes a condition that a filter has. */
export const EditCondition = ({
  condition,
  onApply,
}: {
  condition: Condition;
  onApply: (condition: Condition) => string | null;
}) => <ConditionForm start={draftCondition(condition)} onApply={onApply} />;
