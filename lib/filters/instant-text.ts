/** What a filter's instants look like in a native date-and-time box, which knows no zones. */

const pad = (value: number, length = 2): string => String(value).padStart(length, "0");

export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** An instant (ISO 8601 with offset) as the wall clock of this machine's zone, `YYYY-MM-DDTHH:mm[:ss[.mmm]]`. */
export const localText = (iso: string): string => {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  const day = `${pad(at.getFullYear(), 4)}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
  // The shortest form, as browsers write it: a longer one would make them move the cursor while one types.
  const fraction = at.getMilliseconds() === 0 ? "" : `.${pad(at.getMilliseconds(), 3)}`;
  const seconds = at.getSeconds() === 0 && fraction === "" ? "" : `:${pad(at.getSeconds())}${fraction}`;
  return `${day}T${pad(at.getHours())}:${pad(at.getMinutes())}${seconds}`;
};

/** The wall clock of this machine's zone as an instant in UTC; empty when it is not complete. */
export const fromLocalText = (local: string): string => {
  const at = new Date(local);
  return local === "" || Number.isNaN(at.getTime()) ? "" : at.toISOString();
};

/** "2026-08-01 10:00 UTC", with seconds where it has any; a day stays a day. */
export const instantWords = (text: string): string => {
  if (isDay(text)) return text;
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return text;
  const [day, time = ""] = at.toISOString().split("T");
  return `${day} ${time.replace(/(:00)?\.000Z$/, "").replace(/Z$/, "")} UTC`;
};

/** This machine's zone with its distance to UTC at an instant: "Europe/Berlin, UTC+02:00". */
export const zoneWords = (at: Date): string => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const minutes = -at.getTimezoneOffset();
  if (timeZone === "UTC" || Number.isNaN(minutes)) return timeZone;
  const distance = Math.abs(Math.trunc(minutes));
  return `${timeZone}, UTC${minutes < 0 ? "−" : "+"}${pad(Math.trunc(distance / 60))}:${pad(distance % 60)}`;
};
