/** What of bidi-js is used; it brings no types. */
declare module "bidi-js" {
  export type EmbeddingLevels = {
    levels: Uint8Array;
    paragraphs: { start: number; end: number; level: number }[];
  };
  const bidiFactory: () => {
    getEmbeddingLevels: (text: string, direction?: "ltr" | "rtl") => EmbeddingLevels;
    getMirroredCharacter: (character: string) => string | null;
  };
  export default bidiFactory;
}
