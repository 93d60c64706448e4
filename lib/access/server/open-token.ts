import { decode, type JWT, type JWTDecodeParams } from "next-auth/jwt";

const openTokens = new Map<string, JWT>();
const openTokensMax = 1_000;

/**
 * The content of a session cookie, as next-auth's `decode` gives it; throws what that throws. A token is decrypted once:
 * next-auth derives its key at every call, a twentieth of what a page costs. Whether the member may still come in is not asked
 * here.
 */
export const openToken = async (params: JWTDecodeParams): Promise<JWT | null> => {
  const { token } = params;
  const known = token === undefined ? undefined : openTokens.get(token);
  if (known !== undefined && !isExpired(known)) return known;
  const opened = await decode(params);
  if (opened === null || token === undefined) return opened;
  if (openTokens.size >= openTokensMax) openTokens.clear();
  openTokens.set(token, opened);
  return opened;
};

const isExpired = ({ exp }: JWT): boolean => typeof exp !== "number" || exp * 1_000 <= Date.now();
