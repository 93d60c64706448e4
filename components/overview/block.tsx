import clsx from "clsx";
import Link from "next/link";
import { useId, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { shownError } from "@/lib/http/shown-error";

/** One thing that the overview tells of: its name, its number, and what is behind it. */
export const Block = ({
  title,
  note,
  isBusy = false,
  children,
}: {
  title: string;
  note?: ReactNode;
  isBusy?: boolean;
  children: ReactNode;
}) => {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      aria-busy={isBusy}
      className="flex min-w-0 flex-col gap-2 bg-canvas px-4 py-3 lg:[&:last-child:nth-child(odd)]:col-span-2"
    >
      <div className="flex min-h-7 flex-wrap items-center gap-x-3">
        <h2 id={id} className="text-base font-semibold">
          {title}
        </h2>
        {note !== undefined && <p className="text-sm text-muted">{note}</p>}
      </div>
      {children}
    </section>
  );
};

/** While it is being read: as high as it is going to be. */
export const BlockSkeleton = ({ title, lineCount }: { title: string; lineCount: number }) => (
  <Block title={title} isBusy>
    {Array.from({ length: lineCount }, (_, index) => (
      <div key={index} className="flex h-7 items-center">
        <Skeleton className={index % 2 === 0 ? "w-3/4" : "w-1/2"} />
      </div>
    ))}
  </Block>
);

/** In place of what could not be read. */
export const BlockFailed = ({
  title,
  error,
  onRetry,
}: {
  title: string;
  error: Error;
  onRetry: () => void;
}) => (
  <Block title={title}>
    <div role="alert" className="grid justify-items-start gap-2 text-sm">
      <p>This could not be read. {shownError(error).message}</p>
      <Button size="small" onClick={onRetry}>
        Try again
      </Button>
    </div>
  </Block>
);

/** A number, or a name, that leads to its list. */
export const ListLink = ({
  href,
  isStrong = false,
  children,
}: {
  href: string;
  isStrong?: boolean;
  children: ReactNode;
}) => (
  <Link
    href={href}
    className={clsx(
      "text-text underline decoration-control/60 underline-offset-4 hover:decoration-current",
      isStrong && "font-medium",
    )}
  >
    {children}
  </Link>
);
