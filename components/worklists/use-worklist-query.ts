"use client";

import { useQuery, type UseQueryOptions } from "@tanstack/react-query";

const quietMs = 5_000;

/**
 * What reads a whole store: asked again a while after memories have changed, and not with every change of them. Not asked while
 * `isEnabled` is false.
 */
export const useWorklistQuery = <Answer, Key extends readonly unknown[]>(
  options: UseQueryOptions<Answer, Error, Answer, Key>,
  isEnabled = true,
) =>
  useQuery({
    ...options,
    enabled: isEnabled,
    retry: false,
    refetchInterval: ({ state }) => (state.isInvalidated ? quietMs : false),
  });
