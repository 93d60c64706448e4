import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface RoundRobinProxy {
  url: string;
  /** To which servers requests go, in turn. */
  serve: (targets: readonly string[]) => void;
  /** How many answers to requests whose path begins so each server has given. */
  answeredBy: (path: string) => Map<string, number>;
  stop: () => Promise<void>;
}

/**
 * A proxy as simple as can be before several Lethe processes: of each path every request goes to the next one, whatever was asked
 * before and by whom. What is refused, or breaks off before the answer began, goes to the next; as with any proxy, only when it
 * changes nothing.
 */
export async function startRoundRobinProxy(): Promise<RoundRobinProxy> {
  let targets: readonly string[] = [];
  const turns = new Map<string, number>();
  const answers: { path: string; target: string }[] = [];

  const server = createServer((incoming, outgoing) => {
    const path = (incoming.url ?? "/").split("?")[0] ?? "/";
    const turn = turns.get(path) ?? 0;
    turns.set(path, turn + 1);
    const order = targets.map((_, place) => targets[(turn + place) % targets.length] ?? "");
    pass(incoming, outgoing, order, (target) => answers.push({ path, target }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    serve: (next) => void (targets = next),
    answeredBy: (path) => {
      const counts = new Map<string, number>();
      for (const each of answers)
        if (each.path.startsWith(path)) counts.set(each.target, (counts.get(each.target) ?? 0) + 1);
      return counts;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  [target, ...others]: string[],
  onAnswer: (target: string) => void,
): void {
  if (target === undefined) return void outgoing.writeHead(502).end();
  const { hostname, port } = new URL(target);
  const onward = request({
    hostname,
    port,
    method: incoming.method,
    path: incoming.url,
    headers: {
      ...incoming.headers,
      "x-forwarded-for": incoming.socket.remoteAddress ?? "",
      "x-forwarded-host": incoming.headers.host ?? "",
      "x-forwarded-proto": "http",
    },
    agent: false,
  });
  const isRepeatable = incoming.method === "GET" || incoming.method === "HEAD";
  onward.on("response", (answer) => {
    onAnswer(target);
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
    // Broken off in the middle, and so is the answer.
    answer.on("error", () => outgoing.destroy()).on("aborted", () => outgoing.destroy());
  });
  onward.on("error", (error: NodeJS.ErrnoException) => {
    if (outgoing.headersSent) return void outgoing.destroy();
    if (isRepeatable || error.code === "ECONNREFUSED") pass(incoming, outgoing, others, onAnswer);
    else outgoing.writeHead(502).end();
  });
  outgoing.on("close", () => onward.destroy());
  if (isRepeatable) onward.end();
  else incoming.pipe(onward);
}
