import type { ShownStore } from "@/lib/stores/shown-store";
import { StoresTable } from "./stores-table";

/** The places where memories live, as far as Lethe knows them. */
export const StoresView = ({ stores }: { stores: ShownStore[] }) => (
  <section aria-labelledby="stores" className="grid grid-cols-1 gap-3 py-4">
    <div className="grid gap-1 px-4">
      <h2 id="stores" className="text-base font-semibold">
        Stores
      </h2>
      <p className="max-w-[70ch] text-sm text-muted">
        The places whose memories Lethe shows and deletes. Memories stay where they are: Lethe keeps no copy
        of the texts in other stores. Their credentials are encrypted with this installation’s secret, and
        never shown again.
      </p>
    </div>
    <StoresTable stores={stores} />
  </section>
);
