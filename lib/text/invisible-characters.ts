// Control characters but tab and line ends; zero-width space, soft hyphen, grapheme joiner and byte order mark; marks that turn the
// direction of the text around them, or a beam of notes; fillers and blanks that are letters to Unicode and nothing to the eye; tags,
// which can hold a whole sentence unseen. Joiners and the plain direction marks belong to honest Arabic, Persian, Hindi or emoji.
const unseen =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/u;
// Where they change what is seen: the flags of England, Scotland and Wales; a variant of a Chinese or Japanese letter; the blank
// after a letter in Braille.
const seen =
  /\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}|\p{Script=Han}[\u{e0100}-\u{e01ef}]|[\u2801-\u28ff]\u2800+/u;
const invisible = new RegExp(`${seen.source}|(${unseen.source})`, "gu");

export type TextPart = { kind: "text"; text: string } | { kind: "invisible"; name: string };

/**
 * Cuts text at characters that cannot be seen, and names those by their code point: "U+202E"; all of them in an id of nothing
 * but white space.
 */
export const splitInvisible = (text: string): TextPart[] => {
  if (text !== "" && text.trim() === "")
    return Array.from(text, (character) => ({ kind: "invisible", name: codePointName(character) }));
  if (!unseen.test(text)) return [{ kind: "text", text }];
  const parts: TextPart[] = [];
  let from = 0;
  const addText = (to: number) => {
    if (to > from) parts.push({ kind: "text", text: text.slice(from, to) });
  };
  for (const { index, 1: character } of text.matchAll(invisible)) {
    if (character === undefined) continue;
    addText(index);
    parts.push({ kind: "invisible", name: codePointName(character) });
    from = index + character.length;
  }
  addText(text.length);
  return parts;
};

// Joiners and direction marks between other letters than those that know them, or at an end; variants of letters that have none;
// and a blank at the end. With them a name would look like another one.
const idle =
  /(?:^|[\u0000-\u007f])[\u061c\u200c-\u200f]|[\u061c\u200c-\u200f](?:$|[\u0000-\u007f])|(?:^|[\sA-Za-z])[\ufe00-\ufe0f]|\u2800$/;

/** Whether a text is one line that is seen whole, as a name has to be. */
export const isVisibleLine = (text: string): boolean =>
  !/[\t\n\r]/.test(text) && !idle.test(text) && splitInvisible(text).every(({ kind }) => kind === "text");

const codePointName = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** JSON in which they are escaped: it means the same. */
export const withEscapedInvisible = (json: string): string =>
  json.replace(invisible, (whole, character?: string) => (character === undefined ? whole : escaped(whole)));

/** By the units of UTF-16, as JSON escapes are. */
const escaped = (character: string): string =>
  character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");

/** The same in one string, for sentences and ids: "⟨U+202E⟩evil". */
export const withNamedInvisible = (text: string): string =>
  splitInvisible(text)
    .map((part) => (part.kind === "text" ? part.text : `⟨${part.name}⟩`))
    .join("");
