import type { ReactNode } from "react";

/** The frame of the pages before sign-in. */
export const EntryCard = ({ title, children }: { title: string; children: ReactNode }) => (
  <main className="mx-auto grid min-h-dvh max-w-sm content-center gap-6 px-4 py-10">
    <div className="grid gap-1">
      <p className="text-sm font-medium text-muted">Lethe</p>
      <h1 className="text-xl font-semibold">{title}</h1>
    </div>
    {children}
    <p className="text-xs text-muted">
      Lethe is a console for browsing and deleting what AI agents remember, and for proving that it is gone.
    </p>
  </main>
);
