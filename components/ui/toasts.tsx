"use client";

import { useEffect, useState, type ReactNode } from "react";
import type { ExternalToast } from "sonner";
import type * as Sonner from "sonner";
import type { Theme } from "@/lib/preferences/theme";
import { onDemand } from "./on-demand";

const sonner = onDemand(() => import("sonner"));

let noteReady: (loaded: typeof Sonner) => void = () => undefined;
/** A message that comes before the place where it is shown would be lost. */
const ready = new Promise<typeof Sonner>((resolve) => (noteReady = resolve));
let ask: () => void = () => undefined;

type Kind = "message" | "success" | "warning" | "error";
const say = async (kind: Kind, message: ReactNode, options?: ExternalToast): Promise<void> => {
  ask();
  const { toast } = await ready;
  toast[kind](message, options);
};

/** Says in passing what came of something; nothing is known only from it. */
export const toast = {
  message: (message: ReactNode, options?: ExternalToast): void => void say("message", message, options),
  success: (message: ReactNode, options?: ExternalToast): void => void say("success", message, options),
  warning: (message: ReactNode, options?: ExternalToast): void => void say("warning", message, options),
  error: (message: ReactNode, options?: ExternalToast): void => void say("error", message, options),
};

/** Where messages are shown, from the first one on. */
export const Toasts = ({ theme }: { theme: Theme }) => {
  const [isWanted, setIsWanted] = useState(false);
  useEffect(() => {
    ask = () => setIsWanted(true);
  }, []);
  const loaded = sonner.use(isWanted);
  // Its own effects, with which it begins to listen, have run before this one.
  useEffect(() => {
    if (loaded !== undefined) noteReady(loaded);
  }, [loaded]);
  return (
    loaded !== undefined && (
      // Above the table's footer and what is selected, whose buttons it would cover.
      <loaded.Toaster
        theme={theme}
        position="bottom-right"
        offset={{ bottom: 104 }}
        toastOptions={{ className: "font-sans" }}
      />
    )
  );
};
