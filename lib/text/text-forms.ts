/** What the parts of an address may look like. Plain functions, and no schemas: every page has them in the browser. */

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
/** A UUID of any version (RFC 9562). */
export const isUuid = (text: string): boolean => uuid.test(text);

/** A day that the calendar has, `YYYY-MM-DD`. */
export const isDayText = (text: string): boolean => {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  // The 30th of February is taken for the 1st or 2nd of March.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
};

/** An instant in UTC, as ISO 8601 writes it. */
export const isInstantText = (text: string): boolean =>
  /^.{10}T\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text) &&
  isDayText(text.slice(0, 10)) &&
  !Number.isNaN(Date.parse(text));

/** A place in a list, as addresses write it: when (`isWhen`), and an id, with "~" between them. Undefined for anything else. */
export const readPosition = (
  text: string,
  isWhen: (at: string) => boolean = isInstantText,
): { at: string; id: string } | undefined => {
  const [at = "", id = "", ...more] = text.split("~");
  return more.length === 0 && isWhen(at) ? { at, id } : undefined;
};

/** Which of them a text is; undefined for none. */
export const oneOf = <Value extends string>(values: readonly Value[], text: string): Value | undefined =>
  values.find((value) => value === text);
