import type { Page } from "./list-around";

type Missing = { count: number; ofCount: number; unknownCount: number };

/**
 * Adds up pages as they are read, and says how many memories that they speak of are not among them. Pages that say of
 * themselves that they follow one another are one list; `next` leads out of the file only from the last of them.
 */
export class PageTally {
  private missing: Missing = { count: 0, ofCount: 0, unknownCount: 0 };
  /** The list that the last page belongs to, as one page. */
  private list: Page | null = null;

  add(page: Page): void {
    const { list } = this;
    const continues = list?.hasNext === true && (page.hasPrevious || page.totalCount === list.totalCount);
    if (!continues) this.missing = withList(this.missing, list);
    this.list = continues
      ? {
          ...page,
          heldCount: list.heldCount + page.heldCount,
          totalCount: page.totalCount ?? list.totalCount,
        }
      : page;
  }

  /** What is missing, in a sentence or two, when no page follows. */
  warnings(): string[] {
    const { count, ofCount, unknownCount } = withList(this.missing, this.list);
    const sentences: string[] = [];
    if (count > 0)
      sentences.push(
        `${count.toLocaleString("en")} of ${ofCount.toLocaleString("en")} memories that the file mentions ${count === 1 ? "is" : "are"} not in it. It is one of several pages: import the others too.`,
      );
    if (unknownCount > 0)
      sentences.push("The file says that more pages follow, but they are not in it. Import those too.");
    return sentences;
  }
}

const withList = (missing: Missing, list: Page | null): Missing => {
  if (list === null) return missing;
  const { totalCount, heldCount, hasNext } = list;
  if (totalCount === null) return hasNext ? { ...missing, unknownCount: missing.unknownCount + 1 } : missing;
  return heldCount >= totalCount
    ? missing
    : {
        ...missing,
        count: missing.count + totalCount - heldCount,
        ofCount: missing.ofCount + totalCount,
      };
};
