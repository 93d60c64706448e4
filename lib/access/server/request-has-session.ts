import type { IncomingMessage } from "node:http";
import { sessionIdFrom } from "./session-id";

/**
 * Whether a request that Next has not seen yet carries a session cookie that Lethe has made and that has not expired. Whether
 * the session still lasts is checked by what the request asks for.
 */
export const requestHasSession = async ({ headers }: IncomingMessage): Promise<boolean> =>
  (await sessionIdFrom(cookiesIn(headers.cookie ?? ""))) !== null;

const cookiesIn = (header: string): Record<string, string> =>
  Object.fromEntries(
    header.split(/; */).flatMap((pair) => {
      const at = pair.indexOf("=");
      return at > 0 ? [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const] : [];
    }),
  );
