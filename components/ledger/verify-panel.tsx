"use client";

import { ShieldCheck } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ProgressBar } from "@/components/ui/progress-bar";
import { ErrorState } from "@/components/ui/view-state";
import { RequestError, refusalOf } from "@/lib/http/request-error";
import type { VerificationMessage } from "@/lib/ledger/types";
import { VerificationReport } from "./verification-report";

type State =
  | { kind: "idle" }
  | { kind: "running"; checkedCount: number; eventCount: number }
  | { kind: "done"; message: Extract<VerificationMessage, { type: "report" }> }
  | { kind: "failed"; message: string; requestId: string | null };

/** Verifies the ledger when asked to, and shows what was found. `attestedThrough`: up to which event somebody outside attests it. */
export const VerifyPanel = ({ attestedThrough }: { attestedThrough: number }) => {
  const [state, setState] = useState<State>({ kind: "idle" });
  const controller = useRef<AbortController | null>(null);

  const verify = async () => {
    const { signal } = (controller.current = new AbortController());
    setState({ kind: "running", checkedCount: 0, eventCount: 0 });
    try {
      for await (const message of readVerification(signal)) {
        setState(message.type === "report" ? { kind: "done", message } : { ...message, kind: "running" });
      }
      setState((last) => (last.kind === "done" ? last : unfinished));
    } catch (error) {
      setState(signal.aborted ? { kind: "idle" } : failedState(error));
    }
  };

  return (
    <section aria-label="Verification" className="grid grid-cols-1 gap-3 px-4">
      <div className="flex flex-wrap items-center gap-2">
        <Button
          look="primary"
          disabled={state.kind === "running"}
          focusableWhenDisabled
          onClick={() => void verify()}
        >
          <ShieldCheck size={14} aria-hidden />
          Verify the whole ledger
        </Button>
        {state.kind === "running" && (
          <Button onClick={() => controller.current?.abort()}>Stop verifying</Button>
        )}
      </div>
      {state.kind === "running" && <Progress {...state} />}
      <div role="status">
        {state.kind === "done" && <VerificationReport {...state.message} attestedThrough={attestedThrough} />}
      </div>
      {state.kind === "failed" && (
        <ErrorState
          title="The ledger could not be verified"
          message={`${state.message} This says nothing about the ledger.`}
          requestId={state.requestId}
          onRetry={() => void verify()}
        />
      )}
    </section>
  );
};

const unfinished: State = {
  kind: "failed",
  message: "The connection ended before the verification did.",
  requestId: null,
};

const failedState = (error: unknown): State => {
  if (error instanceof RequestError)
    return { kind: "failed", message: error.message, requestId: error.requestId };
  return { kind: "failed", message: "The answer could not be read.", requestId: null };
};

const Progress = ({ checkedCount, eventCount }: { checkedCount: number; eventCount: number }) => (
  <div className="grid max-w-md gap-1">
    <ProgressBar label="Events verified" value={checkedCount} max={eventCount} />
    <p className="text-sm text-muted">
      {eventCount === 0
        ? "Reading the anchors…"
        : `${checkedCount.toLocaleString("en")} of ${eventCount.toLocaleString("en")} events verified`}
    </p>
  </div>
);

/** Has the server verify the ledger; answers what it says as it says it. Throws RequestError, or the signal's reason. */
export async function* readVerification(signal: AbortSignal): AsyncGenerator<VerificationMessage> {
  const response = await fetch("/api/ledger/verify", { signal }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw new RequestError("offline", "Lethe cannot be reached. Check the connection.", null);
  });
  if (!response.ok || response.body === null) throw await refusalOf(response);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read().catch((error: unknown) => {
      if (signal.aborted) throw error;
      throw new RequestError("offline", "The connection ended before the verification did.", null);
    });
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    // One of Lethe's own routes: same release, same types.
    for (const line of lines) yield JSON.parse(line) as VerificationMessage;
  }
}
