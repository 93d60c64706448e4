import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ticketKeys } from "@/lib/tickets/query-options";

/** Changes a ticket, and reads again whatever shows tickets: also when it was refused, as it was changed meanwhile then. */
export const useTicketChange = <Input = void>(
  change: (input: Input) => Promise<unknown>,
  onDone: () => void = () => undefined,
) => {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: onDone,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ticketKeys.all }),
  });
};
