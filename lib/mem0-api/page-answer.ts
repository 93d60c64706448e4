import { z } from "zod";

/** Mem0's envelope around one page of a list. */
export const pageAnswerSchema = <Result extends z.ZodType>(result: Result) =>
  z.object({
    count: z.int().min(0).describe("On all pages."),
    next: z.url().nullable(),
    previous: z.url().nullable(),
    results: z.array(result),
  });

/**
 * One page, with the addresses of its neighbours: the one that was asked for, with another number. `sizeParameter`: what the
 * operation calls a page's size; null where it is fixed.
 */
export const pageAnswer = <Result>(input: {
  url: URL;
  page: number;
  pageSize: number;
  count: number;
  results: Result[];
  sizeParameter?: "page_size" | "limit" | null;
}) => {
  const { page, pageSize, count, results, sizeParameter = "page_size" } = input;
  const addressOf = (number: number): string => {
    const address = new URL(input.url);
    address.searchParams.set("page", String(number));
    if (sizeParameter !== null) address.searchParams.set(sizeParameter, String(pageSize));
    return address.toString();
  };
  const isLast = page * pageSize >= count;
  return {
    count,
    next: isLast ? null : addressOf(page + 1),
    previous: page === 1 ? null : addressOf(page - 1),
    results,
  };
};
