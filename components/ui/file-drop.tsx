"use client";

import clsx from "clsx";
import { FileUp } from "lucide-react";
import { useId, useState, type DragEvent } from "react";

/** A place to drop a file on, or to choose one from. `hint` says what files, `accept` which the browser offers. */
export const FileDrop = ({
  hint,
  accept,
  onFile,
}: {
  hint: string;
  accept: string;
  onFile: (file: File) => void;
}) => {
  const [isOver, setIsOver] = useState(false);
  const id = useId();
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined) onFile(file);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={onDrop}
      className={clsx(
        "relative flex flex-col items-center gap-2 rounded-md border border-dashed px-4 py-10 text-center focus-within:outline-2 focus-within:outline-accent",
        isOver ? "border-accent bg-accent-soft" : "border-control bg-surface hover:bg-hover",
      )}
    >
      <FileUp size={20} aria-hidden className="text-muted" />
      <label htmlFor={id} className="text-base font-medium">
        Choose a file, or drop it here
      </label>
      <p id={`${id}-hint`} className="text-sm text-muted">
        {hint}
      </p>
      {/* The browser's own file input covers the whole area, so clicks, keys and screen readers work natively. */}
      <input
        id={id}
        type="file"
        accept={accept}
        aria-describedby={`${id}-hint`}
        className="absolute inset-0 cursor-pointer opacity-0"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) onFile(file);
          // The same file can be chosen again, after it was changed.
          event.target.value = "";
        }}
      />
    </div>
  );
};
