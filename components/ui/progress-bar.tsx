/** How far something is. `words` say it to screen readers, where the numbers alone do not. */
export const ProgressBar = ({
  label,
  value,
  max,
  words,
}: {
  label: string;
  value: number;
  /** 0 while that is not known. */
  max: number;
  words?: string;
}) => (
  <div
    role="progressbar"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={max}
    aria-valuenow={value}
    aria-valuetext={words}
    className="h-1.5 overflow-hidden rounded-full bg-hover"
  >
    {/* Its width is an attribute: the content security policy lets no style attribute of the server through. */}
    <svg aria-hidden className="block size-full">
      <rect
        className="fill-accent transition-[width]"
        width={`${max === 0 ? 0 : Math.min(100, (value / max) * 100)}%`}
        height="100%"
      />
    </svg>
  </div>
);
