"use client";

import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { FileDrop } from "@/components/ui/file-drop";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { checkQuery, ownKeysQuery, ownLogKeysQuery, type ChosenFile } from "@/lib/certificates/query-options";
import { shownError } from "@/lib/http/shown-error";
import { GivenKeys } from "./given-keys";
import { OwnKeysList } from "./own-keys-list";
import { OwnLogKeysList } from "./own-log-keys-list";

// With the words of a certificate: only for those who drop one.
const CheckResult = lazy(() => import("./check-result"));

/** Checks a certificate or a proof bundle that is dropped or chosen, in this browser, against the keys of this Lethe and those that are given. */
export const VerifyView = () => {
  const own = useQuery(ownKeysQuery);
  const ownLog = useQuery(ownLogKeysQuery);
  const keysError = own.error ?? ownLog.error;
  const [givenKeys, setGivenKeys] = useState<string | null>(null);
  const printedDigest = useSyncExternalStore(onFragment, digestInFragment, () => null);
  const [chosen, setChosen] = useState<ChosenFile | null>(null);
  const keyTexts = [
    ...[own.data, ownLog.data].flatMap((keys) => (keys === undefined ? [] : [JSON.stringify(keys)])),
    ...(givenKeys === null ? [] : [givenKeys]),
  ];
  // A key that is not there yet would be called unknown.
  const check = useQuery(checkQuery(own.isPending || ownLog.isPending ? null : chosen, keyTexts));
  return (
    <main className="mx-auto grid w-full max-w-6xl gap-6 px-4 py-10">
      <header className="grid gap-1">
        <p className="text-sm font-medium text-muted">Lethe</p>
        <h1 className="text-xl font-semibold">Verify a certificate or a proof</h1>
        <p className="max-w-[70ch] text-muted">
          Whether a certificate of erasure was signed by this Lethe, and is unchanged since; and whether the
          events of a proof bundle are in its signed log. The file is checked in this browser and is sent
          nowhere.
        </p>
      </header>
      <FileDrop
        hint="A certificate as Lethe issued it, the PDF or the JSON file, or a proof bundle: the zip file."
        accept=".json,.pdf,.zip,application/json,application/pdf,application/zip"
        onFile={(file) => setChosen({ file, chosenAt: Date.now() })}
      />
      {printedDigest !== null && chosen === null && (
        <Notice>
          You scanned the code on a printed certificate. To check it, choose its file: paper alone proves
          nothing. Digest: <span className="font-mono text-xs break-all">{printedDigest}</span>
        </Notice>
      )}
      {keysError !== null && (
        <Notice
          look="warning"
          role="alert"
          action={
            <Button size="small" onClick={() => void Promise.all([own.refetch(), ownLog.refetch()])}>
              Try again
            </Button>
          }
        >
          The public keys of this Lethe could not be read, so only keys that you add below are known.{" "}
          {shownError(keysError).message}
        </Notice>
      )}
      {chosen !== null && (
        <section aria-label="Result" aria-busy={check.isPending} className="grid min-w-0 gap-4">
          {check.error !== null ? (
            <Notice look="warning" role="alert">
              The file could not be checked: what checks it could not be loaded, or the file could not be
              read. Check the connection, and choose the file again.
            </Notice>
          ) : check.data === undefined ? (
            <Checking />
          ) : (
            <Suspense fallback={<Checking />}>
              <CheckResult
                check={check.data}
                fileName={chosen.file.name}
                own={own.data ?? null}
                ownLogKeys={ownLog.data ?? null}
                printedDigest={printedDigest}
                key={chosen.chosenAt}
              />
            </Suspense>
          )}
        </section>
      )}
      <section aria-labelledby="keys" className="grid gap-3 border-t pt-5">
        <h2 id="keys" className="text-base font-medium">
          Keys
        </h2>
        <OwnKeysList own={own.data ?? null} />
        <OwnLogKeysList own={ownLog.data ?? null} />
        <GivenKeys keys={givenKeys} onChange={setGivenKeys} />
      </section>
    </main>
  );
};

/** The code on a printed certificate leads to /verify#sha256=…&key=…: nothing of it is sent to the server. */
const digestInFragment = (): string | null => {
  const digest = new URLSearchParams(window.location.hash.slice(1)).get("sha256") ?? "";
  return /^[0-9a-f]{64}$/.test(digest) ? digest : null;
};

const onFragment = (listener: () => void) => {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
};

const Checking = () => (
  <div role="status" className="grid gap-3">
    <span className="sr-only">Checking the file</span>
    <Skeleton className="h-10 w-full" />
    <Skeleton className="h-4 w-2/3" />
  </div>
);
