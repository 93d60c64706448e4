"use client";

import clsx from "clsx";
import { useStore } from "@/components/stores/store-provider";
import { entityFieldOf, entityKinds, type EntityKind } from "@/lib/memories/entity";
import { providesField, whyMissing } from "@/lib/stores/provided-fields";
import { entityWords } from "./entity-words";

/** Which kind of entity is listed. */
export const KindSwitch = ({
  kind,
  onKindChange,
}: {
  kind: EntityKind;
  onKindChange: (kind: EntityKind) => void;
}) => {
  const store = useStore();
  return (
    <div
      role="group"
      aria-label="Kind of entity"
      className="inline-flex h-8 w-full rounded-md border border-control/60 bg-canvas p-0.5 sm:w-auto"
    >
      {entityKinds.map((option) => (
        <button
          key={option}
          type="button"
          aria-pressed={option === kind}
          disabled={!providesField(store, entityFieldOf[option])}
          title={whyMissing(store, entityFieldOf[option])}
          onClick={() => onKindChange(option)}
          className={clsx(
            "flex-1 rounded px-3 text-sm font-medium transition-colors disabled:cursor-not-allowed disabled:opacity-50 sm:flex-none",
            option === kind ? "bg-accent-soft text-accent" : "text-muted hover:bg-hover hover:text-text",
          )}
        >
          {entityWords[option].titles}
        </button>
      ))}
    </div>
  );
};
