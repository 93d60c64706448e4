import clsx from "clsx";

/** A grey bar in the place of text that is being read. Decorative: the view around it says that it is busy. */
export const Skeleton = ({ className }: { className?: string }) => (
  <span aria-hidden className={clsx("inline-block h-3 rounded bg-hover", className)} />
);
