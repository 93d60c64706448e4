/** What was done before the palette had come: it begins with that. */
export type PaletteStart = {
  text: string;
  isEntered: boolean;
  /** Where the focus was, and goes back to. */
  opener: Element | null;
};

export const noStart: PaletteStart = { text: "", isEntered: false, opener: null };
