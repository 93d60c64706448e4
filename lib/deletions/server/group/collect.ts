type Waiting<Item, Result> = {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
};

/**
 * Collects what arrives while groups are worked on, `atOnce` of them, to be the next one, of at most `sizeMax`. What arrives
 * while there is nothing to wait for is a group at once, without waiting for others to come. `work` answers one result for each
 * item, in their order; what it throws is thrown to each.
 */
export const collectorOf = <Item, Result>(
  work: (items: [Item, ...Item[]]) => Promise<Result[]>,
  { sizeMax, atOnce }: { sizeMax: number; atOnce: number },
): ((item: Item) => Promise<Result>) => {
  const waiting: Waiting<Item, Result>[] = [];
  let workingCount = 0;

  const next = (): void => {
    if (workingCount >= atOnce) return;
    const [first, ...others] = waiting.splice(0, sizeMax);
    if (first === undefined) return;
    workingCount += 1;
    void workOn(first, others);
  };
  const free = (): void => {
    workingCount -= 1;
    next();
  };
  const workOn = async (first: Waiting<Item, Result>, others: Waiting<Item, Result>[]): Promise<void> => {
    const group = [first, ...others];
    try {
      const results = await work([first.item, ...others.map(({ item }) => item)]).finally(free);
      group.forEach(({ resolve, reject }, place) => {
        const result = results[place];
        if (result === undefined) reject(new Error("A group has left one of its members without a result."));
        else resolve(result);
      });
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      next();
    });
};
