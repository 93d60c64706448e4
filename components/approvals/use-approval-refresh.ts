import { useQueryClient } from "@tanstack/react-query";
import { approvalKeys } from "@/lib/approvals/query-options";
import { deletionKeys } from "@/lib/deletions/query-options";

/** Has everything read again that a decision about an approval changes. */
export const useApprovalRefresh = () => {
  const queryClient = useQueryClient();
  return async (): Promise<void> => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: approvalKeys.all }),
      queryClient.invalidateQueries({ queryKey: deletionKeys.all }),
    ]);
  };
};
