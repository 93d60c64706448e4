import { useQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { actionAnswer } from "@/lib/actions/action-answer";
import { testStoreAction } from "@/lib/stores/actions";
import { healthFrom } from "@/lib/stores/probe";
import type { ShownStore } from "@/lib/stores/shown-store";
import { TestOutcome } from "./test-outcome";

/** Tries what works in a store that is set up: at once, and again when asked. */
export const TestStore = ({ store, onClose }: { store: ShownStore; onClose: () => void }) => {
  const test = useQuery({
    queryKey: ["stores", store.id, "test"],
    queryFn: () => actionAnswer(() => testStoreAction({ id: store.id })),
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const probe = test.isFetching ? null : (test.data ?? null);
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Test store"
      description={<bdi>{store.name}</bdi>}
      footer={
        <>
          <Button disabled={test.isFetching} focusableWhenDisabled onClick={() => void test.refetch()}>
            Test again
          </Button>
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <TestOutcome
        test={{
          isPending: test.isFetching,
          error: test.error,
          probe,
          isUnwell: probe !== null && !healthFrom(probe).isWell,
        }}
      />
    </Dialog>
  );
};
