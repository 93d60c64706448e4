export const scopeKeyCountMax = 50;
export const tooManyKeys = `At most ${scopeKeyCountMax} metadata keys can be named.`;
