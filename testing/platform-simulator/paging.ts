import { z } from "zod";
import { invalidPage, refusal } from "./api-error";
import { isObject } from "./predicate";
import type { Project } from "./project";
import type { RoutedRequest } from "./types";

export type Paging = { page: number; pageSize: number };

export const pageSizeMax = 200;
const pageSizeDefault = 100;
const wholeNumber = z.coerce.number().int().min(1);

/** From the query, else from the body, as the API description says. */
export const readPaging = ({ query, body }: RoutedRequest): Paging => {
  const inBody = isObject(body) ? body : {};
  const page = wholeNumber.safeParse(query.page ?? inBody.page ?? 1);
  const pageSize = wholeNumber.safeParse(query.page_size ?? inBody.page_size ?? pageSizeDefault);
  if (!page.success) throw invalidPage();
  if (!pageSize.success) throw refusal("page_size must be a whole number of at least 1");
  // The text of the limit that is documented, `limit must be <= 200`, with this one's name.
  if (pageSize.data > pageSizeMax) throw refusal(`page_size must be <= ${pageSizeMax}`);
  return { page: page.data, pageSize: pageSize.data };
};

/** One page by offset: what is deleted before it shifts it. Throws `Invalid page.` behind the end. */
export const pageOf = <Item>(
  project: Project,
  items: readonly Item[],
  { page, pageSize }: Paging,
): Item[] => {
  const from = (page - 1) * pageSize;
  if (page > 1 && from >= items.length && project.faults.now.pageBeyondEnd === "not_found")
    throw invalidPage();
  return items.slice(from, from + pageSize);
};

/** The addresses of the pages around one. */
export const neighbours = (
  { baseUrl, path, query }: RoutedRequest,
  count: number,
  { page, pageSize }: Paging,
) => {
  const address = (other: number) => {
    const parameters = new URLSearchParams({ ...query, page: String(other), page_size: String(pageSize) });
    return `${baseUrl}${path}?${parameters}`;
  };
  return {
    count,
    next: page * pageSize < count ? address(page + 1) : null,
    previous: page > 1 ? address(page - 1) : null,
  };
};
