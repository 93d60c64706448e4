const units = [
  { unit: "GB", bytes: 1_000_000_000 },
  { unit: "MB", bytes: 1_000_000 },
  { unit: "kB", bytes: 1_000 },
] as const;

/** "562.5 kB", "1.2 GB": a number of bytes for people. */
export const fileSize = (bytes: number): string => {
  const step = units.find((each) => bytes >= each.bytes);
  if (step === undefined) return `${bytes} bytes`;
  return `${(bytes / step.bytes).toLocaleString("en", { maximumFractionDigits: 1, minimumFractionDigits: 1 })} ${step.unit}`;
};
