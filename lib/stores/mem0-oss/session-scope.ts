import { listedBy, type ListScope } from "./client";

/**
 * Whether chat turns kept under a scope of the server's ("agent_id=a&user_id=u", its entities in order of name, with %, & and =
 * escaped) are of all these entities.
 */
export const isInScope = (sessionScope: string, scope: ListScope): boolean => {
  const named = new Map(
    sessionScope.split("&").map((part): [string, string] => {
      const [key = "", value = ""] = part.split("=");
      return [key, unescaped(value)];
    }),
  );
  const wanted = listedBy.filter((key) => scope[key] !== undefined);
  return wanted.length > 0 && wanted.every((key) => named.get(key) === scope[key]);
};

const unescaped = (value: string): string =>
  value.replaceAll("%3D", "=").replaceAll("%26", "&").replaceAll("%25", "%");
