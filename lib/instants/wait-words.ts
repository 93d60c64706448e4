/** How long to wait, for "Try again in …": "a second", "40 seconds", "15 minutes". */
export const waitWords = (seconds: number): string => {
  if (seconds <= 1) return "a second";
  return seconds < 100 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
};
