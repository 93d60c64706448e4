import { refused } from "@/lib/mem0-api/api-error";

/** Decides whether a path is one of a pattern such as "/v1/memories/{memory_id}/", with or without the last slash. */
export type PathMatcher = {
  /** The parameters, or null when the path is another. Throws 400 for a path that cannot be decoded. */
  match: (path: string) => Record<string, string> | null;
  parameterCount: number;
};

export const pathMatcher = (pattern: string): PathMatcher => {
  const parts = segmentsOf(pattern).map((segment) => ({
    segment,
    parameter: /^\{(\w+)\}$/.exec(segment)?.[1] ?? null,
  }));
  return {
    parameterCount: parts.filter(({ parameter }) => parameter !== null).length,
    match: (path) => {
      const segments = segmentsOf(path);
      if (segments.length !== parts.length) return null;
      const parameters: Record<string, string> = {};
      for (const [position, { segment, parameter }] of parts.entries()) {
        const given = segments[position] ?? "";
        if (parameter !== null) parameters[parameter] = given;
        else if (given !== segment) return null;
      }
      // Decoded last: a slash inside an entity's name arrives as %2F.
      return Object.fromEntries(Object.entries(parameters).map(([name, text]) => [name, decoded(text)]));
    },
  };
};

const segmentsOf = (path: string): string[] => path.replace(/^\//, "").replace(/\/$/, "").split("/");

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw refused("The address is not valid.");
  }
};
