type Waiting<Item, Result> = {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
};

/**
 * Collects what arrives while a group is worked on, to be the next one, of at most `sizeMax`. What arrives while nothing is
 * worked on is a group at once: nobody waits for others to come. `work` answers one result for each item, in their order;
 * what it throws is thrown to each.
 */
export const collectorOf = <Item, Result>(
  work: (items: [Item, ...Item[]]) => Promise<Result[]>,
  sizeMax: number,
): ((item: Item) => Promise<Result>) => {
  const waiting: Waiting<Item, Result>[] = [];
  let isWorking = false;

  const workOnAll = async (): Promise<void> => {
    isWorking = true;
    for (let first = waiting.shift(); first !== undefined; first = waiting.shift()) {
      await workOnGroup([first, ...waiting.splice(0, sizeMax - 1)]);
    }
    isWorking = false;
  };
  const workOnGroup = async (group: [Waiting<Item, Result>, ...Waiting<Item, Result>[]]): Promise<void> => {
    try {
      const [first, ...others] = group;
      const results = await work([first.item, ...others.map(({ item }) => item)]);
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
      if (!isWorking) void workOnAll();
    });
};
