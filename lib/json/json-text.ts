/**
 * JSON as text, known to be valid. How metadata travels: through every reader on the way (React, fetch, the query cache, the
 * database driver) numbers stay what they are, as nothing parses them. Read it with `parseExact`.
 */
export type JsonText = string & { readonly __brand: "JsonText" };
