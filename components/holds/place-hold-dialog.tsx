"use client";

import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { toast } from "@/components/ui/toasts";
import { MemoryFilterBar } from "@/components/memories/memory-filter-bar";
import { RequestFailed } from "@/components/approvals/request-failed";
import { LabelledCheckbox } from "@/components/ui/checkbox";
import { Field, Input, NativeSelect, Textarea } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { RadioList } from "@/components/ui/radio-list";
import { actionAnswer } from "@/lib/actions/action-answer";
import type { Filter } from "@/lib/filters/filter";
import { placeHoldAction } from "@/lib/holds/actions";
import { placeHoldSchema, type PlaceHoldInput } from "@/lib/holds/schema";
import { entityKinds, type EntityKind } from "@/lib/memories/entity";
import type { StoreChoice } from "@/lib/stores/shown-store";
import type { StoreId } from "@/lib/stores/store-ids";

type Kind = PlaceHoldInput["covers"]["kind"];

const kinds: { value: Kind; label: string; note: string }[] = [
  { value: "entities", label: "Users, agents, apps or runs", note: "All memories that name one of them." },
  { value: "filter", label: "What matches a filter", note: "Now, and what comes to match later." },
  { value: "everything", label: "Every memory", note: "Nothing at all can be deleted from these stores." },
];

/** The form of a new hold. */
export const PlaceHoldDialog = ({
  stores,
  onClose,
}: {
  stores: readonly StoreChoice[];
  onClose: () => void;
}) => {
  const [draft, setDraft] = useState({ name: "", reason: "", reference: "" });
  const [kind, setKind] = useState<Kind>("entities");
  const [entityKind, setEntityKind] = useState<EntityKind>("user");
  const [ids, setIds] = useState("");
  const [filter, setFilter] = useState<Filter | null>(null);
  const [storeIds, setStoreIds] = useState<StoreId[] | null>(null);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const place = useMutation({
    mutationFn: (wish: PlaceHoldInput) => actionAnswer(() => placeHoldAction(wish)),
    onSuccess: ({ isSettled }, { name }) => {
      if (isSettled) toast.success(`“${name}” is in force`);
      else
        toast.warning(
          `“${name}” is in force. A deletion that was under way has not ended its batch yet, and may still delete up to a thousand memories.`,
        );
      onClose();
    },
  });
  const submit = () => {
    const parsed = placeHoldSchema.safeParse({
      ...draft,
      reference: draft.reference.trim() === "" ? null : draft.reference,
      storeIds,
      covers: coversOf({ kind, entityKind, ids, filter }),
    });
    const found = (parsed.error?.issues ?? []).map(({ path, message }): [string, string] => [
      String(path[0]),
      path[0] === "covers" && kind === "filter" && filter === null ? "Add at least one condition." : message,
    ]);
    setProblems(Object.fromEntries(found.reverse()));
    if (parsed.success) place.mutate(parsed.data);
  };
  return (
    <FormDialog
      title="Place a hold"
      description="From now on, what it covers cannot be deleted by anybody until it is released."
      submitLabel="Place hold"
      width="max-w-xl"
      isBusy={place.isPending}
      onClose={onClose}
      onSubmit={submit}
    >
      {place.error !== null && <RequestFailed error={place.error} />}
      <Field
        label="Name"
        hint="How previews and history call it: “Case 7”. No names of persons: it stays when what it covered is erased."
        problem={problems["name"]}
      >
        {(control) => (
          <Input
            {...control}
            dir="auto"
            autoComplete="off"
            maxLength={200}
            value={draft.name}
            onChange={(event) => setDraft({ ...draft, name: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="Reason"
        hint="Shown to everyone who sees holds, for good. No names of persons, and no quotes of memories."
        problem={problems["reason"]}
      >
        {(control) => (
          <Textarea
            {...control}
            dir="auto"
            maxLength={2000}
            value={draft.reason}
            onChange={(event) => setDraft({ ...draft, reason: event.target.value })}
          />
        )}
      </Field>
      <Field label="Reference (optional)" hint="A case or file number." problem={problems["reference"]}>
        {(control) => (
          <Input
            {...control}
            dir="auto"
            autoComplete="off"
            maxLength={200}
            value={draft.reference}
            onChange={(event) => setDraft({ ...draft, reference: event.target.value })}
          />
        )}
      </Field>
      <RadioList label="Covers" value={kind} options={kinds} onChange={setKind} />
      {kind === "entities" && (
        <EntitiesFields
          {...{ entityKind, ids }}
          problem={problems["covers"]}
          onKindChange={setEntityKind}
          onIdsChange={setIds}
        />
      )}
      {kind === "filter" && (
        <div className="grid gap-1.5">
          <MemoryFilterBar filter={filter} onFilterChange={setFilter} />
          <Problem text={problems["covers"]} />
        </div>
      )}
      {stores.length > 1 && (
        <StoresField stores={stores} value={storeIds} problem={problems["storeIds"]} onChange={setStoreIds} />
      )}
    </FormDialog>
  );
};

const coversOf = ({
  kind,
  entityKind,
  ids,
  filter,
}: {
  kind: Kind;
  entityKind: EntityKind;
  ids: string;
  filter: Filter | null;
}): unknown => {
  switch (kind) {
    case "everything":
      return { kind };
    case "filter":
      return { kind, filter };
    case "entities": {
      const values = new Set(
        ids
          .split("\n")
          .map((line) => line.trim())
          .filter((line) => line !== ""),
      );
      return { kind, entities: [...values].map((value) => ({ kind: entityKind, value })) };
    }
  }
};

const nouns: Record<EntityKind, string> = { user: "Users", agent: "Agents", app: "Apps", run: "Runs" };

const EntitiesFields = ({
  entityKind,
  ids,
  problem,
  onKindChange,
  onIdsChange,
}: {
  entityKind: EntityKind;
  ids: string;
  problem: string | undefined;
  onKindChange: (kind: EntityKind) => void;
  onIdsChange: (ids: string) => void;
}) => (
  <div className="grid items-start gap-4 sm:grid-cols-[10rem_1fr]">
    <Field label="Kind">
      {(control) => (
        <NativeSelect
          {...control}
          value={entityKind}
          onChange={(event) =>
            onKindChange(entityKinds.find((each) => each === event.target.value) ?? "user")
          }
        >
          {entityKinds.map((each) => (
            <option key={each} value={each}>
              {nouns[each]}
            </option>
          ))}
        </NativeSelect>
      )}
    </Field>
    <Field label="IDs" hint="One a line, exactly as memories name them." problem={problem}>
      {(control) => (
        <Textarea
          {...control}
          dir="auto"
          spellCheck={false}
          className="font-mono"
          value={ids}
          onChange={(event) => onIdsChange(event.target.value)}
        />
      )}
    </Field>
  </div>
);

const StoresField = ({
  stores,
  value,
  problem,
  onChange,
}: {
  stores: readonly StoreChoice[];
  value: readonly StoreId[] | null;
  problem: string | undefined;
  onChange: (ids: StoreId[] | null) => void;
}) => (
  <fieldset className="grid gap-1.5">
    <legend className="mb-1.5 text-sm font-medium">Stores</legend>
    <LabelledCheckbox isChecked={value === null} onCheckedChange={(isAll) => onChange(isAll ? null : [])}>
      All stores, also those to come
    </LabelledCheckbox>
    {value !== null &&
      stores.map(({ id, name }) => (
        <LabelledCheckbox
          key={id}
          isChecked={value.includes(id)}
          onCheckedChange={(isChecked) =>
            onChange(isChecked ? [...value, id] : value.filter((each) => each !== id))
          }
        >
          {name}
        </LabelledCheckbox>
      ))}
    <Problem text={problem} />
  </fieldset>
);

const Problem = ({ text }: { text: string | undefined }) => {
  const id = useId();
  return text === undefined ? null : (
    <p id={id} role="alert" className="text-xs text-warning">
      {text}
    </p>
  );
};
