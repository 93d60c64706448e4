type Asked = { method?: string | undefined; url?: string | undefined };
type Refusal = { status: number; detail: string };

/**
 * Where Mem0's API is, however many slashes stand before it: a client whose host ends with one sends two. Next reads a backslash as
 * a slash.
 */
const apiPath = /^[\\/]+(?:v[123]|api[\\/]+v1)(?:[\\/]|$)/;
const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
/** What Next takes time for in the square of the number: 20,000 stop the process for half a minute. */
const parameterCountMax = 1000;

/** The path as it was sent, without the query. */
const sentPath = ({ url = "/" }: Asked): string => url.split(/[?#]/, 1)[0] ?? "/";

export const isApiRequest = (asked: Asked): boolean => apiPath.test(sentPath(asked));

/** The address of a request as servers are sent it: without the host, which proxies are sent (RFC 9112, 3.2.2). */
export const originForm = (url: string): string => {
  const path = url.replace(/^https?:\/\/[^/?#]*/i, "");
  return path.startsWith("?") || path === "" ? `/${path}` : path;
};

/** The address of a request to the API with one slash in front. */
export const withOneSlash = (url: string): string => url.replace(/^\/+/, "/");

/** Why a request to any page or route is not looked at; null when it is. */
export const addressRefusal = ({ url = "/" }: Asked): Refusal | null => {
  if (!url.startsWith("/")) return { status: 400, detail: "The address is not valid." };
  let count = 0;
  for (let at = url.indexOf("&"); at !== -1; at = url.indexOf("&", at + 1)) count++;
  if (count < parameterCountMax) return null;
  return {
    status: 414,
    detail: `The address has too many parameters: at most ${parameterCountMax} are read.`,
  };
};

/**
 * What Next would answer to a request to the API without asking its route: a redirect, another path's page, or nothing. Null when the
 * route answers. A redirect from "/v1/memories//" to "/v1/memories/" would make of the deletion of one memory, whose id is missing,
 * one of many, and so would a part that is a dot.
 */
export const apiRefusal = (asked: Asked): Refusal | null => {
  const { method = "" } = asked;
  if (!methods.has(method)) return { status: 405, detail: `Method "${method}" not allowed.` };
  const path = withOneSlash(sentPath(asked));
  if (/\\|\/\/|\/(?:\.|%2e){1,2}(?:\/|$)/i.test(path)) {
    return {
      status: 404,
      detail: "Not found: a part of the address is empty or only dots, as if an ID were missing.",
    };
  }
  return null;
};
