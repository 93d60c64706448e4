"use client";

import { ArrowDown, ArrowUp, Columns3 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Popover } from "@/components/ui/popover";
import { movedColumn, orderedIds, preferencesDefault } from "./table-preferences";
import type { DataColumn } from "./types";
import type { PreferencesControl } from "./use-table-preferences";

/** Which columns a table shows, and in which order. */
export const ColumnsMenu = <Row,>({
  columns,
  preferences: { preferences, change },
}: {
  columns: readonly DataColumn<Row>[];
  preferences: PreferencesControl;
}) => {
  const movable = columns.filter(({ isFixed }) => isFixed !== true);
  const ids = orderedIds(
    movable.map(({ id }) => id),
    preferences.order,
  );
  const show = (id: string, isShown: boolean) =>
    change({
      hidden: isShown ? preferences.hidden.filter((other) => other !== id) : [...preferences.hidden, id],
    });
  const move = (id: string, step: -1 | 1) =>
    change({
      order: [
        ...columns.filter(({ isFixed }) => isFixed === true).map((column) => column.id),
        ...movedColumn(ids, id, step),
      ],
    });
  return (
    <Popover
      label="Columns"
      align="end"
      trigger={
        <Button look="quiet" size="small">
          <Columns3 size={14} aria-hidden />
          <span className="max-sm:sr-only">Columns</span>
        </Button>
      }
    >
      <ul className="grid w-56 gap-0.5">
        {ids.map((id, index) => {
          const label = movable.find((column) => column.id === id)?.label ?? id;
          return (
            <li key={id} className="flex h-8 items-center gap-1">
              <label className="flex min-w-0 flex-1 items-center gap-2 text-sm">
                <Checkbox
                  isChecked={!preferences.hidden.includes(id)}
                  onCheckedChange={(isShown) => show(id, isShown)}
                />
                <span className="truncate">{label}</span>
              </label>
              <MoveButton
                label={label}
                step={-1}
                isDisabled={index === 0}
                onMove={(step) => move(id, step)}
              />
              <MoveButton
                label={label}
                step={1}
                isDisabled={index === ids.length - 1}
                onMove={(step) => move(id, step)}
              />
            </li>
          );
        })}
      </ul>
      <div className="mt-2 border-t pt-2">
        <Button
          look="quiet"
          size="small"
          onClick={() => change({ ...preferencesDefault, density: preferences.density })}
        >
          Reset columns
        </Button>
      </div>
    </Popover>
  );
};

const MoveButton = ({
  label,
  step,
  isDisabled,
  onMove,
}: {
  label: string;
  step: -1 | 1;
  isDisabled: boolean;
  onMove: (step: -1 | 1) => void;
}) => {
  const Icon = step === -1 ? ArrowUp : ArrowDown;
  return (
    <Button
      look="quiet"
      size="icon"
      aria-label={`Move ${label} ${step === -1 ? "up" : "down"}`}
      disabled={isDisabled}
      // At the end of its way the button keeps the focus.
      focusableWhenDisabled
      onClick={() => onMove(step)}
    >
      <Icon size={14} aria-hidden />
    </Button>
  );
};
