import type { OssClient } from "./client";

/**
 * The client's lists, each asked for once by all who want the same at the same time: a page wants memories and their number at
 * once, and the server takes them one after the other. An answer is never older than the request that is under way.
 */
export const sharedLists = (client: OssClient) => {
  const underWay = new Map<string, Promise<unknown>>();
  const once = <Answer>(key: string, ask: () => Promise<Answer>): Promise<Answer> => {
    // The same key is only ever asked by the same method.
    const known = underWay.get(key) as Promise<Answer> | undefined;
    if (known !== undefined) return known;
    const asked = ask().finally(() => {
      if (underWay.get(key) === asked) underWay.delete(key);
    });
    underWay.set(key, asked);
    return asked;
  };
  const shared: OssClient = {
    ...client,
    listAll: (_signal, max) => once(`all ${max ?? ""}`, () => client.listAll(undefined, max)),
    list: (scope) => once(`of ${JSON.stringify(Object.entries(scope).sort())}`, () => client.list(scope)),
    listEntities: () => once("entities", () => client.listEntities()),
  };
  /** What is under way is for those who asked: others ask anew, as something was deleted. */
  return { client: shared, forget: () => underWay.clear() };
};
