import type { AddressInfo } from "node:net";
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

/** A person at the provider, who signs in by their subject and any password. */
export type Person = { email: string; isVerified?: boolean; groups?: string[] };

export type RunningProvider = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  stop: () => Promise<void>;
};

/**
 * Starts a certified provider of OpenID Connect on loopback, with its own pages for signing in; it tells address and groups by
 * userinfo alone, as the standard has it. `people` by subject; those who come later are known too.
 */
export const startProvider = async ({
  redirectUri,
  people,
}: {
  redirectUri: string;
  people: Record<string, Person>;
}): Promise<RunningProvider> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [clientId, clientSecret] = ["lethe", "a secret for tests only"];
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ["sub", "groups"], email: ["email", "email_verified"], profile: [] },
    cookies: { keys: ["a key for tests only"] },
    findAccount: (_context, accountId) => {
      const person = people[accountId];
      if (person === undefined) return undefined;
      const { email, isVerified = true, groups = [] } = person;
      return { accountId, claims: () => ({ sub: accountId, email, email_verified: isVerified, groups }) };
    },
  });
  const handle = provider.callback();
  server.on("request", (request, response) => void handle(request, response));
  return {
    issuer,
    clientId,
    clientSecret,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
