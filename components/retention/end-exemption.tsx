"use client";

import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { actionAnswer } from "@/lib/actions/action-answer";
import { shownError } from "@/lib/http/shown-error";
import { endExemptionAction } from "@/lib/retention/actions";
import type { ExemptionId } from "@/lib/retention/types";

/** Lets the rule take again what was kept from it. */
export const EndExemption = ({ id, value }: { id: ExemptionId; value: string }) => {
  const end = useMutation({ mutationFn: () => actionAnswer(() => endExemptionAction({ id })) });
  return (
    <>
      {end.isError && <span className="mr-2 text-warning">{shownError(end.error).message}</span>}
      <Button size="small" look="quiet" disabled={end.isPending} onClick={() => end.mutate()}>
        End<span className="sr-only"> keeping {value}</span>
      </Button>
    </>
  );
};
