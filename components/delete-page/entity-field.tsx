"use client";

import { SuggestBox } from "@/components/filter-builder/suggest-box";
import { useStore } from "@/components/stores/store-provider";
import { Field } from "@/components/ui/field";
import { entityNouns } from "@/lib/deletions/words/describe-scope";
import { wildcard } from "@/lib/deletions/scope/scope";
import { idRemark } from "@/lib/deletions/scope/scope-texts";
import type { EntityField as EntityFieldName } from "@/lib/memories/types";
import { whyMissing } from "@/lib/stores/provided-fields";
import type { StoreId } from "@/lib/stores/store-ids";
import { AppInMetadata } from "./app-in-metadata";
import { KnownId } from "./known-id";

const labels: Record<EntityFieldName, string> = {
  user_id: "User ID",
  agent_id: "Agent ID",
  app_id: "App ID",
  run_id: "Run ID",
};

/** The id of a user, agent, app or run, or the wildcard. Says how many memories it has, and what is odd about it. */
export const EntityField = ({
  storeId,
  field,
  text,
  problem,
  offersWildcard,
  onTextChange,
}: {
  storeId: StoreId;
  field: EntityFieldName;
  text: string;
  problem: string | undefined;
  offersWildcard: boolean;
  onTextChange: (text: string) => void;
}) => {
  const why = whyMissing(useStore(), field);
  const remark = why === undefined ? idRemark(text) : `${why} Only * in all four fields has a meaning here.`;
  const isId = text !== "" && text !== wildcard && problem === undefined;
  const hint = (remark !== null || isId) && (
    <>
      {remark !== null && <span className="block text-warning">{remark}</span>}
      {isId && <KnownId storeId={storeId} field={field} id={text} onPick={onTextChange} />}
      {isId && field === "app_id" && <AppInMetadata appId={text} />}
    </>
  );
  return (
    <Field label={labels[field]} problem={problem} {...(hint === false ? {} : { hint })}>
      {(control) => (
        <SuggestBox
          field={field}
          text={text}
          onTextChange={onTextChange}
          control={control}
          extras={offersWildcard ? [{ value: wildcard, label: `any ${entityNouns[field]}` }] : []}
        />
      )}
    </Field>
  );
};
