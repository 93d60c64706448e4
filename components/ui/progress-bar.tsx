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
    <div
      className="h-full rounded-full bg-accent transition-[width]"
      style={{ width: `${max === 0 ? 0 : Math.min(100, (value / max) * 100)}%` }}
    />
  </div>
);
