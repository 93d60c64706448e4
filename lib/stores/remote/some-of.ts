/** At most `max` of these, spread over all of them. */
export const someOf = <Item>(items: readonly Item[], max: number): Item[] => {
  const step = Math.max(1, Math.ceil(items.length / max));
  return items.filter((_item, index) => index % step === 0);
};
