import { queryOptions } from "@tanstack/react-query";
import { actionAnswer } from "@/lib/actions/action-answer";
import { openLinkAction } from "./actions";

/** What the link of a token is for. Asked once: while its form is open, nothing else may take the form's place. */
export const linkQuery = (token: string) =>
  queryOptions({
    queryKey: ["member-link", token],
    queryFn: () => actionAnswer(() => openLinkAction({ token })),
    staleTime: Infinity,
    gcTime: 0,
  });
