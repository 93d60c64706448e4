import { sendableFilter } from "@/lib/filters/write-filter";
import type { JsonText } from "@/lib/json/json-text";
import { sendable } from "@/lib/json/scalar";
import { writeExact } from "@/lib/json/write-exact";
import type { Scope } from "../scope/scope";
import type { ShownSelection } from "../types";

/** A selection as JSON to be read by people and programs: every number as it was meant. `space`: signs to indent by. */
export const writeSelection = (selection: ShownSelection, space?: number): JsonText =>
  writeExact(sendableSelection(selection), space);

export const writeScope = (scope: Scope): JsonText => writeExact(sendableScope(scope));

/** The metadata of a scope, as Mem0 takes it in a query. */
export const writeScopeMetadata = (metadata: NonNullable<Scope["metadata"]>): JsonText =>
  writeExact(sendableMetadata(metadata));

export const sendableSelection = (selection: ShownSelection): unknown => {
  switch (selection.kind) {
    case "listed":
    case "entity":
      return selection;
    case "scope":
      return { ...selection, scope: sendableScope(selection.scope) };
    case "matching":
      return {
        ...selection,
        filter: selection.filter === null ? null : sendableFilter(selection.filter),
      };
  }
};

const sendableScope = (scope: Scope): unknown => ({
  ...scope,
  metadata: scope.metadata === null ? null : sendableMetadata(scope.metadata),
});

const sendableMetadata = (metadata: NonNullable<Scope["metadata"]>): unknown =>
  Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, sendable(value)]));
