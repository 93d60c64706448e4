import { randomBytes } from "node:crypto";
import { z } from "zod";
import { derivedAnswer, recordedAnswer, refuse, type Answer } from "./answer";
import { exchangeNamed } from "./recordings";
import type { Faults } from "./types";

type Role = "admin" | "member";
type Token = { role: Role; use: "access" | "refresh"; isSpent: boolean };

const credentialsSchema = z.object({ email: z.string(), password: z.string() });
const refreshSchema = z.object({ refresh_token: z.string() });
const emailOf = (name: "me-token" | "me-member"): string =>
  z.object({ email: z.string() }).parse(exchangeNamed(name).response.body).email;

/** The people of the recorded server, Ada (admin) and Bob, and what they sign in with. */
export class Accounts {
  readonly apiKey = `m0sk_${randomBytes(24).toString("base64url")}`;
  readonly environmentKey = randomBytes(24).toString("base64url");
  readonly email = emailOf("me-token");
  readonly memberEmail = emailOf("me-member");
  readonly password = randomBytes(12).toString("base64url");
  readonly #tokens = new Map<string, Token>();

  /** As though their thirty minutes were over. */
  expireTokens(): void {
    for (const token of this.#tokens.values()) token.isSpent ||= token.use === "access";
  }

  login(body: unknown, faults: Faults): Answer {
    if (faults.isLoginLimited) return refuse("login-limited");
    const { email, password } = credentialsSchema.parse(body);
    if (!email.includes("@")) return refuse("login-not-an-email", { '"ada"': JSON.stringify(email) });
    if (faults.revokedAfterDeletes === 0) return refuse("login-wrong");
    const role = email === this.email ? "admin" : email === this.memberEmail ? "member" : null;
    if (role === null || password !== this.password) return refuse("login-wrong");
    return this.#issue("login", role);
  }

  refresh(body: unknown): Answer {
    const token = this.#tokens.get(refreshSchema.parse(body).refresh_token);
    if (token?.use !== "refresh" || token.isSpent) return refuse("refresh-used");
    token.isSpent = true;
    return this.#issue("refresh", token.role);
  }

  me(role: Role): Answer {
    return recordedAnswer(role === "admin" ? "me-token" : "me-member");
  }

  /** The role of who asks. A token that is sent decides, also when a valid key is sent with it. */
  authenticate(authorization: string | undefined, key: string | undefined, faults: Faults): Role {
    const isRevoked = faults.revokedAfterDeletes === 0;
    if (authorization?.startsWith("Bearer ") === true) {
      const token = this.#tokens.get(authorization.slice("Bearer ".length));
      if (token === undefined || token.isSpent || isRevoked) return refuse("me-wrong-token");
      return token.use === "access" ? token.role : refuse("me-refresh-as-access");
    }
    if (key === undefined) return refuse("me-nobody");
    if (isRevoked) return refuse("me-wrong-key");
    if (key === this.environmentKey) return "admin";
    if (faults.isDatabaseDown) return refuse("me-database-down");
    return key === this.apiKey ? "admin" : refuse("me-wrong-key");
  }

  #issue(name: "login" | "refresh", role: Role): Answer {
    const access = randomBytes(24).toString("base64url");
    const refresh = randomBytes(24).toString("base64url");
    this.#tokens.set(access, { role, use: "access", isSpent: false });
    this.#tokens.set(refresh, { role, use: "refresh", isSpent: false });
    return derivedAnswer(name, { access_token: access, refresh_token: refresh, token_type: "bearer" });
  }
}
