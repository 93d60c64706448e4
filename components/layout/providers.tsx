"use client";

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { useState, type ReactNode } from "react";
import { usePrefetchOnIntent } from "@/components/ui/on-demand";
import { Toasts } from "@/components/ui/toasts";
import type { Theme } from "@/lib/preferences/theme";
import { RequestError } from "@/lib/http/request-error";
import { interruptedBy } from "./interruption";
import { InterruptionNotice } from "./interruption-notice";

const isWorthRetrying = (error: unknown) => !(error instanceof RequestError) || error.code === "offline";

export const Providers = ({ theme, children }: { theme: Theme; children: ReactNode }) => {
  usePrefetchOnIntent();
  const [client] = useState(
    () =>
      new QueryClient({
        queryCache: new QueryCache({ onError: interruptedBy }),
        mutationCache: new MutationCache({ onError: interruptedBy }),
        defaultOptions: {
          queries: {
            staleTime: 30_000,
            retry: (count, error) => count < 2 && isWorthRetrying(error),
          },
        },
      }),
  );
  return (
    <QueryClientProvider client={client}>
      <NuqsAdapter>
        {children}
        <InterruptionNotice />
        <Toasts theme={theme} />
      </NuqsAdapter>
    </QueryClientProvider>
  );
};
