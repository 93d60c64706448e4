/** A request with this header was made by a page for itself, while its member did nothing: it does not keep a session in use. */
export const backgroundHeader = "x-lethe-background";
