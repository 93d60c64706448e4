import { Agent, request, type IncomingHttpHeaders } from "node:http";

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

export type ConsoleSession = {
  get: (path: string) => Promise<Answer>;
  /** For a browser that is to be signed in as well. */
  cookies: () => { name: string; value: string }[];
  /** The same member once more, on another connection. */
  anotherConnection: () => ConsoleSession;
  close: () => void;
};

type Credentials = { email: string; password: string };
type Cookies = Map<string, string>;
type Connection = {
  send: (method: "GET" | "POST", path: string, body?: string) => Promise<Answer>;
  close: () => void;
};

/** Signs in over HTTP, as the sign-in page does, and keeps the cookies. */
export async function signIn(origin: string, { email, password }: Credentials): Promise<ConsoleSession> {
  const cookies: Cookies = new Map();
  const connection = openConnection(origin, cookies);
  const csrf = await connection.send("GET", "/api/auth/csrf");
  const { csrfToken } = JSON.parse(csrf.body) as { csrfToken?: unknown };
  if (typeof csrfToken !== "string")
    throw new Error(`/api/auth/csrf answered ${csrf.status} without a token.`);
  const form = new URLSearchParams({ csrfToken, email, password, json: "true" });
  const answer = await connection.send("POST", "/api/auth/callback/credentials", form.toString());
  if (![...cookies.keys()].some((name) => name.endsWith("lethe.session"))) {
    throw new Error(`Signing in answered ${answer.status} without a session.`);
  }
  return sessionOn(connection, origin, cookies);
}

const sessionOn = ({ send, close }: Connection, origin: string, cookies: Cookies): ConsoleSession => ({
  get: (path) => send("GET", path),
  cookies: () => [...cookies].map(([name, value]) => ({ name, value })),
  anotherConnection: () => sessionOn(openConnection(origin, cookies), origin, cookies),
  close,
});

/**
 * One connection that stays open, as a browser's does, by Node's plain client: fetch() alone would take a millisecond of
 * each request.
 */
function openConnection(origin: string, cookies: Cookies): Connection {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    close: () => agent.destroy(),
    send: (method, path, body) =>
      new Promise((resolve, reject) => {
        const headers = {
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
          ...(body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded", origin }),
        };
        const sent = request(`${origin}${path}`, { method, agent, headers }, (response) => {
          for (const line of response.headers["set-cookie"] ?? []) {
            const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
            cookies.set(name, value);
          }
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (piece: string) => (text += piece));
          response.on("end", () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
          );
          response.on("error", reject);
        });
        sent.on("error", reject);
        sent.end(body);
      }),
  };
}
