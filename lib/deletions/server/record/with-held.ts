import type { HeldBy } from "@/lib/holds/server/read-holds";
import type { StoreSelection } from "@/lib/stores/selection";

/** A selection without what these holds cover. */
export const withoutHeld = <Kind extends StoreSelection>(selection: Kind, holds: readonly HeldBy[]): Kind =>
  holds.length === 0 ? selection : { ...selection, held: holds.map(({ filter }) => filter) };
