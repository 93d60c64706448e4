import { randomBytes } from "node:crypto";
import { NextResponse, type NextRequest } from "next/server";
import { pagePolicy } from "@/lib/http/content-security-policy";

/**
 * Gives each page a content security policy with a nonce of its own. Nothing else is decided here: each page and action checks
 * its member itself, and what is sent to them is looked at before (lib/http/server/guard-server.ts).
 */
export const proxy = (request: NextRequest): NextResponse => {
  const nonce = randomBytes(16).toString("base64");
  const policy = pagePolicy(nonce, process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  // Next looks for the nonce here.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
};

/**
 * Pages only, those that are not there among them: not the API, whose answers have a policy of their own (next.config.ts), and not
 * what pages load.
 */
export const config = {
  matcher: ["/((?!v[123](?:/|$)|opendsr(?:/|$)|api/(?!docs(?:/|$))|_next/(?:static/|image$)|icon\\.svg$).*)"],
};
