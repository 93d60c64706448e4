import type { Style } from "./line-runs";

/** Black on white, and what stands back in a grey that a copier keeps. */
export const black = "#111111";
export const gray = "#555555";
export const hairline = "#c8c8c8";

const style = (size: number, part: Partial<Style> = {}): Style => ({
  size,
  weight: "regular",
  look: "text",
  color: black,
  ...part,
});

export const titleStyle = style(18, { weight: "bold" });
export const verdictStyle = style(11, { weight: "bold" });
export const sectionStyle = style(10.5, { weight: "bold" });
export const body = style(8.5);
export const bodyLabel = style(8.5, { color: gray });
export const small = style(8);
export const numberStyle = style(8, { look: "number" });
export const smallBold = style(8, { weight: "bold" });
export const smallGray = style(7.5, { color: gray });
export const tableHead = style(7.5, { weight: "bold", color: gray });
export const idStyle = style(7.5, { look: "id" });
export const idGray = style(7, { look: "id", color: gray });
export const footStyle = style(7.5, { color: gray });
