import { Agent, request, type IncomingHttpHeaders } from "node:http";

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

export type ConsoleSession = {
  get: (path: string) => Promise<Answer>;
  /** For a browser that is to be signed in as well. */
  cookies: () => { name: string; value: string }[];
  close: () => void;
};

type Credentials = { email: string; password: string };

/**
 * Signs in over HTTP, as the sign-in page does, and keeps the cookies. Uses one connection that stays open, as a browser
 * does, and Node's plain client: fetch() alone would take a millisecond of each request.
 */
export async function signIn(origin: string, { email, password }: Credentials): Promise<ConsoleSession> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const cookies = new Map<string, string>();
  const send = (method: "GET" | "POST", path: string, body?: string): Promise<Answer> =>
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
    });

  const csrf = await send("GET", "/api/auth/csrf");
  const { csrfToken } = JSON.parse(csrf.body) as { csrfToken?: unknown };
  if (typeof csrfToken !== "string")
    throw new Error(`/api/auth/csrf answered ${csrf.status} without a token.`);
  const form = new URLSearchParams({ csrfToken, email, password, json: "true" });
  const answer = await send("POST", "/api/auth/callback/credentials", form.toString());
  if (![...cookies.keys()].some((name) => name.endsWith("next-auth.session-token"))) {
    throw new Error(`Signing in answered ${answer.status} without a session.`);
  }
  return {
    get: (path) => send("GET", path),
    cookies: () => [...cookies].map(([name, value]) => ({ name, value })),
    close: () => agent.destroy(),
  };
}
