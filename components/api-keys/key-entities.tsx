import { Plus, X } from "lucide-react";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Input, NativeSelect } from "@/components/ui/field";
import { entityCountMax } from "@/lib/api-keys/schema";
import { entityKinds, type EntityKind } from "@/lib/memories/entity";
import { idLengthMax } from "@/lib/memories/limits";

export type DraftEntity = { kind: EntityKind; value: string };

const labels: Record<EntityKind, string> = { user: "User", agent: "Agent", app: "App", run: "Run" };

/** Whose memories a key reaches: none named means everyone's. */
export const KeyEntities = ({
  entities,
  problem,
  onChange,
}: {
  entities: DraftEntity[];
  problem: string | undefined;
  onChange: (entities: DraftEntity[]) => void;
}) => {
  const noteId = useId();
  const change = (place: number, part: Partial<DraftEntity>) =>
    onChange(entities.map((entity, each) => (each === place ? { ...entity, ...part } : entity)));
  return (
    <fieldset className="grid gap-2" aria-describedby={noteId}>
      <legend className="mb-1.5 text-sm font-medium">Only these users, agents, apps and runs</legend>
      {entities.map((entity, place) => (
        <div key={place} className="flex items-center gap-2">
          <NativeSelect
            aria-label={`Kind ${place + 1}`}
            value={entity.kind}
            onChange={(event) => change(place, { kind: event.target.value as EntityKind })}
            className="w-28! shrink-0"
          >
            {entityKinds.map((kind) => (
              <option key={kind} value={kind}>
                {labels[kind]}
              </option>
            ))}
          </NativeSelect>
          <Input
            aria-label={`ID ${place + 1}`}
            value={entity.value}
            maxLength={idLengthMax}
            autoComplete="off"
            spellCheck={false}
            autoFocus={entity.value === ""}
            onChange={(event) => change(place, { value: event.target.value })}
          />
          <Button
            size="icon"
            look="quiet"
            aria-label={`Remove ${labels[entity.kind].toLowerCase()} ${entity.value}`}
            onClick={() => onChange(entities.filter((_, each) => each !== place))}
          >
            <X size={14} aria-hidden />
          </Button>
        </div>
      ))}
      {entities.length < entityCountMax && (
        <Button
          size="small"
          className="w-fit"
          onClick={() => onChange([...entities, { kind: "user", value: "" }])}
        >
          <Plus size={14} aria-hidden />
          Add {entities.length === 0 ? "one" : "another"}
        </Button>
      )}
      <p id={noteId} className={`text-xs ${problem === undefined ? "text-muted" : "text-warning"}`}>
        {problem ??
          "The key finds, adds, changes and deletes only memories that name at least one of them. None: all memories."}
      </p>
    </fieldset>
  );
};
