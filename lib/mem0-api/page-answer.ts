import { z } from "zod";

/** Mem0's envelope around one page of a list. */
export const pageAnswerSchema = <Result extends z.ZodType>(result: Result) =>
  z.object({
    count: z.int().min(0).describe("On all pages."),
    next: z.url().nullable(),
    previous: z.url().nullable(),
    results: z.array(result),
  });

/** One page, with the addresses of its neighbours: the one that was asked for, with another number. */
export const pageAnswer = <Result>(input: {
  url: URL;
  page: number;
  pageSize: number;
  count: number;
  results: Result[];
}) => {
  const { page, pageSize, count, results } = input;
  const isLast = page * pageSize >= count;
  return {
    count,
    next: isLast ? null : addressOf(input.url, page + 1, pageSize),
    previous: page === 1 ? null : addressOf(input.url, page - 1, pageSize),
    results,
  };
};

const addressOf = (url: URL, page: number, pageSize: number): string => {
  const address = new URL(url);
  address.searchParams.set("page", String(page));
  address.searchParams.set("page_size", String(pageSize));
  return address.toString();
};
