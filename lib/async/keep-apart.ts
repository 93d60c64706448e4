type Waiting = { keys: ReadonlySet<string> | null; begin: () => void };

/**
 * Lets pieces of work run at the same time, at most `width` of them, as long as no two have a key in common; one without keys
 * (null) runs alone. They begin in the order they came in, but for those that need not wait for an earlier one.
 */
export const keepApart = (width: number) => {
  const underWay = new Set<Waiting>();
  let waiting: Waiting[] = [];

  const beginNext = (): void => {
    const left: Waiting[] = [];
    const held = tallyKeys(underWay);
    for (const each of waiting) {
      if (underWay.size < width && held.allows(each)) {
        underWay.add(each);
        each.begin();
      } else left.push(each);
      // An earlier one that waits is not overtaken by what it waits for.
      held.add(each);
    }
    waiting = left;
  };

  return async <Result>(keys: ReadonlySet<string> | null, work: () => Promise<Result>): Promise<Result> => {
    let own: Waiting | undefined;
    await new Promise<void>((begin) => {
      own = { keys, begin };
      waiting.push(own);
      beginNext();
    });
    try {
      return await work();
    } finally {
      if (own !== undefined) underWay.delete(own);
      beginNext();
    }
  };
};

const tallyKeys = (some: Iterable<Waiting>) => {
  const keys = new Set<string>();
  let count = 0;
  let isAloneHeld = false;
  const add = (each: Waiting): void => {
    count++;
    isAloneHeld ||= each.keys === null;
    each.keys?.forEach((key) => keys.add(key));
  };
  for (const each of some) add(each);
  return {
    add,
    allows: (each: Waiting): boolean =>
      !isAloneHeld && (each.keys === null ? count === 0 : [...each.keys].every((key) => !keys.has(key))),
  };
};
