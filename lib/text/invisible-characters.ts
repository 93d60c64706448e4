// Control characters but tab and line ends; zero-width space, soft hyphen and byte order mark; marks that turn the
// direction of the text around them; fillers that are letters to Unicode and nothing to the eye. Joiners and the plain direction
// marks belong to honest Arabic, Persian, Hindi or emoji.
const invisible =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u115f\u1160\u180e\u200b\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]/u;
const invisibleRuns = new RegExp(`(${invisible.source})`, "u");

export type TextPart = { kind: "text"; text: string } | { kind: "invisible"; name: string };

/**
 * Cuts text at characters that cannot be seen, and names those by their code point: "U+202E"; all of them in an id of nothing
 * but white space.
 */
export const splitInvisible = (text: string): TextPart[] => {
  if (text !== "" && text.trim() === "")
    return Array.from(text, (character) => ({ kind: "invisible", name: codePointName(character) }));
  if (!invisible.test(text)) return [{ kind: "text", text }];
  return text
    .split(invisibleRuns)
    .filter((part) => part !== "")
    .map((part) =>
      invisible.test(part) ? { kind: "invisible", name: codePointName(part) } : { kind: "text", text: part },
    );
};

/** Whether a text is one line that is seen whole, as a name has to be. */
export const isVisibleLine = (text: string): boolean => !invisible.test(text) && !/[\t\n\r]/.test(text);

const codePointName = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** JSON in which they are escaped: it means the same. */
export const withEscapedInvisible = (json: string): string =>
  json.replace(
    new RegExp(invisible.source, "gu"),
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );

/** The same in one string, for sentences and ids: "⟨U+202E⟩evil". */
export const withNamedInvisible = (text: string): string =>
  splitInvisible(text)
    .map((part) => (part.kind === "text" ? part.text : `⟨${part.name}⟩`))
    .join("");
