import { connectionBroke, refusalOf } from "./request-error";

/** Reads a file that a route answers with, whole, and the name that it gives it. Throws RequestError. */
export const fetchFile = async (
  address: string,
  init: RequestInit = {},
): Promise<{ file: Blob; fileName: string; response: Response }> => {
  const response = await fetch(address, init).catch(() => {
    throw connectionBroke();
  });
  if (!response.ok) throw await refusalOf(response);
  const file = await response.blob().catch(() => {
    throw connectionBroke();
  });
  const [, fileName = "lethe"] =
    /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "") ?? [];
  return { file, fileName, response };
};
