import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";

/** Scripts and style sheets that the build has packed (scripts/pack-static.ts), by the paths that browsers ask for. */
export type PackedFiles = ReadonlyMap<string, { file: string; size: number; type: string }>;

const types = new Map([
  [".js", "application/javascript; charset=UTF-8"],
  [".css", "text/css; charset=UTF-8"],
]);

/** Those of a folder that is served under a path; none where it is not there, as while developing. */
export const findPackedFiles = (folder: string, servedAs: string): PackedFiles => {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];
  return new Map(
    names.flatMap((name) => {
      const type = types.get(path.extname(name.slice(0, -".br".length)));
      if (!name.endsWith(".br") || type === undefined) return [];
      const file = path.join(folder, name);
      const asked = `${servedAs}/${name.slice(0, -".br".length).split(path.sep).join("/")}`;
      return [[asked, { file, size: statSync(file).size, type }]];
    }),
  );
};

/** Answers a request for one of them where the browser can unpack it. Their names change with what is in them. */
export const answerPacked = (
  files: PackedFiles,
  asked: string,
  request: IncomingMessage,
  response: ServerResponse,
): boolean => {
  const packed = request.method === "GET" && takesBrotli(request) ? files.get(asked) : undefined;
  if (packed === undefined || request.headers.range !== undefined) return false;
  response.writeHead(200, {
    "content-type": packed.type,
    "content-encoding": "br",
    "content-length": packed.size,
    "cache-control": "public, max-age=31536000, immutable",
    vary: "Accept-Encoding",
  });
  createReadStream(packed.file)
    .on("error", () => response.destroy())
    .pipe(response);
  return true;
};

/** "br" without a weight, or with one above nothing. */
const takesBrotli = ({ headers }: IncomingMessage): boolean =>
  (headers["accept-encoding"] ?? "")
    .split(",")
    .map((each) => each.trim().split(/\s*;\s*q=/))
    .some(([coding, weight = "1"]) => coding === "br" && Number(weight) > 0);
