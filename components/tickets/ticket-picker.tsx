import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { Plus } from "lucide-react";
import { useId, useState, type ComponentProps, type KeyboardEvent } from "react";
import { Input } from "@/components/ui/field";
import { useCloseOutside } from "@/components/ui/use-close-outside";
import { useSettled } from "@/components/ui/use-settled";
import { shownError } from "@/lib/http/shown-error";
import { pickedTicketsQuery } from "@/lib/tickets/query-options";
import type { Ticket } from "@/lib/tickets/types";
import { NewTicketDialog } from "./new-ticket-dialog";
import { subjectWords } from "./shown-text";
import { TicketClock } from "./ticket-clock";

/**
 * A text box for a ticket's reference, with the open tickets to choose from below it, by a part of the reference or by a name, and
 * the way to make one in place. Any other text is welcome too: it may be a ticket of elsewhere.
 * Pattern: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ ("list autocomplete").
 */
export const TicketPicker = ({
  value,
  onChange,
  ...control
}: { value: string; onChange: (reference: string) => void } & Pick<
  ComponentProps<"input">,
  "id" | "aria-describedby" | "aria-invalid" | "maxLength"
>) => {
  const listId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [activeIndex, setActiveIndex] = useState(-1);
  const [isCreating, setIsCreating] = useState(false);
  const asked = useSettled(value.trim());
  const { data, error } = useQuery({ ...pickedTicketsQuery(asked), enabled: isOpen });
  const tickets = data?.tickets ?? [];
  const isKnown = tickets.some(({ reference }) => reference.toLowerCase() === value.trim().toLowerCase());
  const options: readonly Option[] = [
    ...tickets.map((ticket): Option => ({ kind: "ticket", ticket })),
    ...(data === undefined || isKnown ? [] : [{ kind: "new" } as const]),
  ];
  const isExpanded = isOpen && options.length > 0;
  const optionId = (index: number) => `${listId}-${index}`;

  const close = () => {
    setIsOpen(false);
    setActiveIndex(-1);
  };
  const choose = (option: Option) => {
    close();
    if (option.kind === "new") setIsCreating(true);
    else onChange(option.ticket.reference);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const active = options[activeIndex];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setIsOpen(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place beyond the last is the box itself, in both directions.
      const places = options.length + 1;
      setActiveIndex((before) => ((before + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && isOpen && active !== undefined) {
      event.preventDefault();
      choose(active);
    } else if (event.key === "Escape" && isOpen) {
      event.stopPropagation();
      close();
    }
  };
  const box = useCloseOutside(isOpen, close);
  return (
    <div className="relative" {...box}>
      <Input
        role="combobox"
        aria-expanded={isExpanded}
        aria-autocomplete="list"
        {...(isExpanded ? { "aria-controls": listId } : {})}
        {...(isExpanded && activeIndex >= 0 ? { "aria-activedescendant": optionId(activeIndex) } : {})}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
          setActiveIndex(-1);
          setIsOpen(true);
        }}
        onClick={() => setIsOpen(true)}
        onKeyDown={onKeyDown}
        {...control}
      />
      {isOpen && (isExpanded || error !== null) && (
        <div
          // In a dialog that scrolls, the list may begin below its edge.
          ref={(element) => element?.scrollIntoView({ block: "nearest" })}
          // The box keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          className="absolute inset-x-0 top-full z-30 mt-1 rounded-md border bg-raised p-1 text-sm shadow-lg"
        >
          {error !== null && (
            <p role="status" className="px-2 py-1 text-xs text-muted">
              Tickets could not be loaded. {shownError(error).message} You can still type a reference.
            </p>
          )}
          {isExpanded && (
            <ul
              id={listId}
              role="listbox"
              aria-label="Tickets"
              className="max-h-44 overflow-y-auto overscroll-contain"
            >
              {options.map((option, index) => (
                <li
                  key={option.kind === "new" ? "new" : option.ticket.id}
                  id={optionId(index)}
                  role="option"
                  aria-selected={index === activeIndex}
                  // Only when it is moved to by keys: the list scrolls with it.
                  ref={(element) => {
                    if (index === activeIndex) element?.scrollIntoView({ block: "nearest" });
                  }}
                  onClick={() => choose(option)}
                  className={clsx(
                    "flex min-h-7 cursor-default items-center gap-2 rounded px-2 py-1 select-none hover:bg-hover",
                    index === activeIndex && "bg-hover",
                  )}
                >
                  {option.kind === "new" ? (
                    <>
                      <Plus size={14} aria-hidden className="shrink-0 text-muted" />
                      <span className="min-w-0 truncate">
                        New ticket{value.trim() === "" ? "…" : ` ${value.trim()}…`}
                      </span>
                    </>
                  ) : (
                    <>
                      <bdi className="max-w-48 truncate font-medium">{option.ticket.reference}</bdi>
                      <bdi className="min-w-0 flex-1 truncate text-muted">{subjectWords(option.ticket)}</bdi>
                      <span className="text-xs">
                        <TicketClock ticket={option.ticket} />
                      </span>
                    </>
                  )}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      {isCreating && data !== undefined && (
        <NewTicketDialog
          reference={value.trim()}
          today={data.today}
          onCreated={({ reference }) => {
            setIsCreating(false);
            onChange(reference);
          }}
          onClose={() => setIsCreating(false)}
        />
      )}
    </div>
  );
};

type Option = { kind: "new" } | { kind: "ticket"; ticket: Ticket };
