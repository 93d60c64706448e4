import { experimental_streamedQuery as streamedQuery, queryOptions } from "@tanstack/react-query";
import { readLines } from "@/lib/http/read-lines";
import { connectionBroke, refusalOf } from "@/lib/http/request-error";
import type { PersonSearchInput } from "./schema";
import type { PersonMessage } from "./types";

/**
 * One search for a person, message by message. Asked under a number and not by its words, which name people; forgotten with the
 * page that shows it.
 */
export const personSearchQuery = <Findings>(
  number: string,
  search: PersonSearchInput | null,
  { before, take }: { before: Findings; take: (findings: Findings, message: PersonMessage) => Findings },
) =>
  queryOptions({
    queryKey: ["person search", number],
    queryFn: streamedQuery({
      streamFn: ({ signal }) => personMessages(search, signal),
      reducer: take,
      initialValue: before,
    }),
    enabled: search !== null,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnReconnect: false,
    // Each message makes a new map of stores: nothing in it is worth comparing.
    structuralSharing: false,
  });

/** What the server answers, as it comes; throws RequestError when it refuses, or its answer is cut off. */
async function* personMessages(
  search: PersonSearchInput | null,
  signal: AbortSignal,
): AsyncGenerator<PersonMessage> {
  const response = await fetch("/api/people", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(search),
    signal,
  }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw connectionBroke();
  });
  if (!response.ok || response.body === null) throw await refusalOf(response);
  let hasEnded = false;
  for await (const line of readLines(response.body, signal)) {
    // Lethe's own route, of the same release.
    const message = JSON.parse(line) as PersonMessage;
    hasEnded = message.type === "end";
    yield message;
  }
  if (!hasEnded) throw connectionBroke();
}
