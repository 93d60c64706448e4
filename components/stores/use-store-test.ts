import { useMutation } from "@tanstack/react-query";
import { actionAnswer } from "@/lib/actions/action-answer";
import { testStoreAction } from "@/lib/stores/actions";
import { healthFrom, type StoreProbe } from "@/lib/stores/probe";
import type { TestStoreInput } from "@/lib/stores/schema";

export type StoreTest = {
  /** Tries it; null when that failed, with the reason in `error`. */
  run: (input: TestStoreInput) => Promise<StoreProbe | null>;
  isPending: boolean;
  error: Error | null;
  /** What the last test found; null when none was done, or of something else than what is there now. */
  probe: StoreProbe | null;
  /** The last test found that the store cannot be used as it is. */
  isUnwell: boolean;
};

/**
 * Tests of a store, of which the last one counts as long as `subject` is the same. While one runs nothing of it is to change:
 * what is then done on the strength of its outcome is about what was tested.
 */
export const useStoreTest = (subject: unknown): StoreTest => {
  const mutation = useMutation({
    mutationFn: async ({ input, of }: { input: TestStoreInput; of: unknown }) => ({
      probe: await actionAnswer(() => testStoreAction(input)),
      of,
    }),
    gcTime: 0,
  });
  const { data } = mutation;
  const probe = data !== undefined && data.of === subject ? data.probe : null;
  return {
    run: (input) =>
      mutation.mutateAsync({ input, of: subject }).then(
        (answer) => answer.probe,
        () => null,
      ),
    isPending: mutation.isPending,
    error: mutation.error,
    probe,
    isUnwell: probe !== null && !healthFrom(probe).isWell,
  };
};
