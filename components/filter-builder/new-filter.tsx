"use client";

import { useState } from "react";
import { newCondition } from "@/lib/filters/draft";
import { type DraftCondition } from "@/lib/filters/draft-types";
import type { Condition } from "@/lib/filters/filter";
import { ConditionForm } from "./condition-form";
import { FieldPicker } from "./field-picker";
import { useFilterFields } from "./filter-fields";

/** First the field, then a condition on it. */
export const NewFilter = ({ onAdd }: { onAdd: (condition: Condition) => string | null }) => {
  const { fields } = useFilterFields();
  const [draft, setDraft] = useState<DraftCondition | null>(null);
  return draft === null ? (
    <FieldPicker onPick={(field) => setDraft(newCondition(fields, field))} />
  ) : (
    <ConditionForm key={draft.id} start={draft} onApply={onAdd} onBack={() => setDraft(null)} />
  );
};
