import { Instant } from "@/components/ui/instant";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { unknownInstant } from "@/lib/instants/unknown-instant";
import { useStore } from "./store-provider";

/** An instant that the store wrote down, or "Unknown" where it wrote none that can be understood. */
export const StoreInstant = ({ at, isExact = false }: { at: string; isExact?: boolean }) => {
  const { id } = useStore();
  return at === unknownInstant && id !== builtinStoreId ? (
    <span className="text-muted">Unknown</span>
  ) : (
    <Instant at={at} isExact={isExact} />
  );
};
