"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { RequestFailed } from "@/components/approvals/request-failed";
import { MemoryFilterBar } from "@/components/memories/memory-filter-bar";
import { StoreField } from "@/components/stores/store-field";
import { useStore } from "@/components/stores/store-provider";
import { Button } from "@/components/ui/button";
import { Field, Input, NativeSelect } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Notice } from "@/components/ui/notice";
import { actionAnswer } from "@/lib/actions/action-answer";
import type { Filter } from "@/lib/filters/filter";
import { changeRuleAction, createRuleAction } from "@/lib/retention/actions";
import type { RuleId } from "@/lib/retention/types";
import { providesField } from "@/lib/stores/provided-fields";
import { withStore } from "@/lib/stores/store-param";
import type { StoreId } from "@/lib/stores/store-ids";
import { ForecastView } from "./forecast-view";
import { ScheduleFields } from "./schedule-fields";

/** A rule as it is being written; numbers are what was typed. */
export type RuleDraft = {
  name: string;
  filter: Filter | null;
  keepsImmutable: boolean;
  schedule: string;
  timeZone: string;
  waitDays: string;
  countMax: string;
  usualFactor: string;
  answererId: string;
};

/** Makes a rule, or changes one, beside what it would take. */
export const RuleForm = ({
  draft: begun,
  changed,
  answerers,
  timeZones,
  stores = [],
}: {
  draft: RuleDraft;
  /** The rule that is changed, in the version that was; null for a new one. */
  changed: { id: RuleId; version: number; isOn: boolean } | null;
  answerers: readonly { id: string; email: string }[];
  timeZones: readonly string[];
  /** Those among which a new rule has the choice. */
  stores?: readonly { id: StoreId; name: string }[];
}) => {
  const store = useStore();
  const router = useRouter();
  // Who answers for it may be no admin any more: then nobody is proposed in their place.
  const [draft, setDraft] = useState(() => ({
    ...begun,
    answererId: answerers.some(({ id }) => id === begun.answererId) ? begun.answererId : "",
  }));
  const knowsImmutable = providesField(store, "immutable");
  const keepsImmutable = knowsImmutable && draft.keepsImmutable;
  const [isFilterMissing, setIsFilterMissing] = useState(false);
  const set = (part: Partial<RuleDraft>) => setDraft((before) => ({ ...before, ...part }));
  const [problems, setProblems] = useState<Partial<Record<string, string>>>({});
  const save = useMutation({
    mutationFn: async (filter: Filter) => {
      const { ruleTermsSchema } = await import("@/lib/retention/schema");
      const parsed = ruleTermsSchema.safeParse({
        ...draft,
        filter,
        keepsImmutable,
        waitDays: numberOf(draft.waitDays),
        countMax: numberOf(draft.countMax),
        usualFactor: numberOf(draft.usualFactor),
      });
      // The first of each field.
      const found = (parsed.error?.issues ?? []).toReversed();
      setProblems(Object.fromEntries(found.map(({ path, message }) => [String(path[0]), message])));
      if (!parsed.success) return null;
      const terms = parsed.data;
      return actionAnswer(() =>
        changed === null
          ? createRuleAction({ storeId: store.id, terms })
          : changeRuleAction({ id: changed.id, version: changed.version, terms }),
      );
    },
    onSuccess: (saved) => {
      if (saved !== null) router.push(`/settings/retention/${saved.id}`);
    },
  });
  const isSaved = save.isSuccess && save.data !== null;
  const submit = () => {
    setIsFilterMissing(draft.filter === null);
    if (draft.filter !== null) save.mutate(draft.filter);
  };
  const field = (name: "name" | "waitDays" | "countMax" | "usualFactor", label: string, hint?: string) => (
    <Field label={label} hint={hint} problem={problems[name]}>
      {(control) => (
        <Input
          {...control}
          dir={name === "name" ? "auto" : undefined}
          inputMode={name === "name" ? "text" : "decimal"}
          autoComplete="off"
          value={draft[name]}
          onChange={({ target }) => set({ [name]: target.value })}
        />
      )}
    </Field>
  );
  return (
    <div className="grid gap-8 px-4 py-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <Form id="retention-rule" onSubmit={submit}>
        <h2 className="text-base font-semibold">
          {changed === null ? "New retention rule" : "Change the rule"}
        </h2>
        {changed?.isOn === true && (
          <Notice>
            Saving makes a new version, which is a draft: the rule stops until it is turned on again. What it
            has found keeps the day on which it goes.
          </Notice>
        )}
        {field("name", "Name")}
        <StoreField
          stores={stores}
          value={store.id}
          hint="Another store begins the form anew."
          onChange={(id) => router.replace(withStore("/settings/retention/new", id))}
        />
        <div className="grid gap-1.5">
          <span className="text-sm font-medium">
            Takes memories of <bdi>{store.name}</bdi> that match
          </span>
          <MemoryFilterBar filter={draft.filter} onFilterChange={(filter) => set({ filter })} />
          {isFilterMissing && draft.filter === null && (
            <p role="alert" className="text-xs text-warning">
              Add a filter: a rule without one would take everything.
            </p>
          )}
          {problems["filter"] !== undefined && (
            <p role="alert" className="text-xs text-warning">
              {problems["filter"]}
            </p>
          )}
          {knowsImmutable ? (
            <label className="flex w-fit items-center gap-2 text-sm">
              <input
                type="checkbox"
                className="size-4 accent-accent"
                checked={draft.keepsImmutable}
                onChange={({ target }) => set({ keepsImmutable: target.checked })}
              />
              Keep immutable memories
            </label>
          ) : (
            <p className="text-xs text-muted">
              This store does not tell which memories are immutable, so the rule takes those as well.
            </p>
          )}
        </div>
        <ScheduleFields
          schedule={draft.schedule}
          timeZone={draft.timeZone}
          timeZones={timeZones}
          timeZoneProblem={problems["timeZone"]}
          onChange={set}
        />
        <div className="grid items-start gap-3 sm:grid-cols-3">
          {field("waitDays", "Days of waiting", "Between being found and being deleted: 0 to 30.")}
          {field("countMax", "Most in one run", "More waits for a person.")}
          {field("usualFactor", "Times the usual run", "More than so many times waits too.")}
        </div>
        <Field
          label="Answers for it"
          hint="An admin. If they are disabled, the rule stops."
          problem={problems["answererId"]}
        >
          {(control) => (
            <NativeSelect
              {...control}
              value={draft.answererId}
              onChange={({ target }) => set({ answererId: target.value })}
            >
              {draft.answererId === "" && <option value="">Choose an admin</option>}
              {answerers.map(({ id, email }) => (
                <option key={id} value={id}>
                  {email}
                </option>
              ))}
            </NativeSelect>
          )}
        </Field>
        {problems["schedule"] !== undefined && (
          <p role="alert" className="text-xs text-warning">
            {problems["schedule"]}
          </p>
        )}
        {save.isError && <RequestFailed error={save.error} />}
        <div className="flex gap-2">
          <Button type="submit" look="primary" disabled={save.isPending || isSaved} focusableWhenDisabled>
            {changed === null ? "Save as draft" : "Save as a new version"}
          </Button>
          <Button onClick={() => router.back()}>Cancel</Button>
        </div>
      </Form>
      {draft.filter === null ? (
        <p className="text-sm text-muted">Add a filter to see what the rule would take.</p>
      ) : (
        <ForecastView
          input={{
            storeId: store.id,
            filter: draft.filter,
            keepsImmutable,
            timeZone: draft.timeZone,
            ruleId: changed?.id ?? null,
          }}
        />
      )}
    </div>
  );
};

/** What is no number is refused with words of its own. */
const numberOf = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text));
