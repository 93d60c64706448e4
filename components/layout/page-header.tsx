import type { ReactNode, Ref } from "react";

/** The top of a page: its title, what it says of itself, its one primary action. */
export const PageHeader = ({
  title,
  titleRef,
  note,
  children,
}: {
  title: string;
  /** Where the focus goes when what had it is gone. */
  titleRef?: Ref<HTMLHeadingElement>;
  note?: ReactNode;
  children?: ReactNode;
}) => (
  <header className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 border-b px-4 py-2">
    <h1
      {...(titleRef !== undefined && { ref: titleRef, tabIndex: -1 })}
      className="text-lg font-semibold outline-none"
    >
      {title}
    </h1>
    {note !== undefined && <div className="text-sm text-muted">{note}</div>}
    <div className="ml-auto flex items-center gap-2">{children}</div>
  </header>
);
