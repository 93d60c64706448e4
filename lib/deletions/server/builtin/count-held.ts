import type { Transaction } from "@/lib/database/server/database";
import type { HeldBy } from "@/lib/holds/server/read-holds";
import type { MatchingSelection, Reach } from "@/lib/stores/selection";
import { countHeld as countHeldBy } from "@/lib/stores/sql/count-held";
import { matchSelection } from "@/lib/stores/sql/match-selection";
import type { HeldCounted } from "../deleter";

type Input = Required<Reach> & { selection: MatchingSelection; holds: readonly HeldBy[] };

/** How many memories of a selection stay as holds cover them, and by which of these. */
export const countHeld = async (
  transaction: Transaction,
  { selection, holds, ...reach }: Input,
): Promise<HeldCounted> => {
  const { count, each } = await countHeldBy(
    transaction,
    matchSelection(selection, reach),
    holds.map(({ filter }) => filter),
  );
  return { count, by: holds.flatMap(({ id }, place) => ((each[place] ?? 0) > 0 ? [id] : [])) };
};
