import Form from "next/form";
import Link from "next/link";
import { Button, buttonClasses } from "@/components/ui/button";
import { Input, NativeSelect } from "@/components/ui/field";
import { isFiltered, type EventFilter } from "@/lib/ledger/event-filter";
import { withNamedInvisible } from "@/lib/text/invisible-characters";
import { commandActors, eventKindGroups } from "./event-words";

export type EventActor = { id: string; label: string; kind: "member" | "api-key" };

/** What the events are narrowed by, as a form whose answer has an address of its own. */
export const EventFilters = ({ filter, actors }: { filter: EventFilter; actors: readonly EventActor[] }) => {
  const people = actors.filter(({ kind }) => kind === "member");
  const keys = actors.filter(({ kind }) => kind === "api-key");
  return (
    <Form
      // Anew for each filter: what was typed and not applied is not shown as if it were.
      key={JSON.stringify(filter)}
      action="/ledger"
      role="search"
      aria-label="Filter the events"
      className="flex flex-wrap items-center gap-2 px-4"
    >
      <NativeSelect
        name="kind"
        aria-label="What"
        defaultValue={filter.kind ?? ""}
        className="max-sm:w-full sm:max-w-56"
      >
        <option value="">Any event</option>
        {eventKindGroups.map(({ label, kinds }) => (
          <optgroup key={label} label={label}>
            {kinds.map(({ kind, words }) => (
              <option key={kind} value={kind}>
                {words}
              </option>
            ))}
          </optgroup>
        ))}
      </NativeSelect>
      <NativeSelect
        name="actor"
        aria-label="Who"
        defaultValue={filter.actor ?? ""}
        className="max-sm:w-full sm:max-w-52"
      >
        <option value="">Anyone</option>
        <optgroup label="Members">
          {people.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </optgroup>
        {keys.length > 0 && (
          <optgroup label="API keys">
            {keys.map(({ id, label }) => (
              <option key={id} value={id}>
                {withNamedInvisible(label)}
              </option>
            ))}
          </optgroup>
        )}
        <optgroup label="Lethe itself">
          {commandActors.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </optgroup>
      </NativeSelect>
      <Input
        name="deletion"
        aria-label="Deletion, by its whole ID"
        placeholder="Deletion ID"
        defaultValue={filter.deletion ?? ""}
        maxLength={36}
        pattern="\s*[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\s*"
        title="The whole ID of a deletion"
        className="font-mono text-xs max-sm:w-full sm:max-w-40"
      />
      <Input
        name="ticket"
        aria-label="Ticket, by its whole reference"
        placeholder="Ticket"
        defaultValue={filter.ticket ?? ""}
        maxLength={200}
        className="max-sm:w-full sm:max-w-36"
      />
      <div className="flex items-center gap-1.5 text-sm text-muted">
        <Input
          type="date"
          name="from"
          aria-label="From day, in UTC"
          defaultValue={filter.from ?? ""}
          className="w-36"
        />
        to
        <Input
          type="date"
          name="to"
          aria-label="To day, in UTC"
          defaultValue={filter.to ?? ""}
          className="w-36"
        />
        <abbr title="Days begin and end at midnight in UTC" className="text-xs no-underline">
          UTC
        </abbr>
      </div>
      <Button type="submit">Filter</Button>
      {isFiltered(filter) && (
        <Link href="/ledger" className={buttonClasses("plain")}>
          Clear
        </Link>
      )}
    </Form>
  );
};
