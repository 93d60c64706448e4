import type { NextConfig } from "next";
import { undecodablePattern } from "./lib/http/undecodable-path";

const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  // Addresses carry filters and selected ids: never hand them to another site.
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), browsing-topics=()" },
];

const nextConfig: NextConfig = {
  // For an image (Dockerfile): a server with only the parts of its packages that it needs.
  output: process.env["LETHE_STANDALONE"] === "on" ? "standalone" : undefined,
  // `npm test` checks them: a start of Lethe need not wait for that, a third of the time that its build took.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  poweredByHeader: false,
  // Mem0's clients end every path with a slash, and would lose a body on the way through a redirect. Pages keep theirs.
  skipTrailingSlashRedirect: true,
  redirects: () =>
    Promise.resolve([{ source: "/:page((?!v\\d/|api/).+)/", destination: "/:page", permanent: true }]),
  // Next answers 500 to an address that it cannot decode, before any code of ours. Under a path without parameters the route
  // sees the address as it was sent, and refuses it.
  rewrites: () =>
    Promise.resolve({
      beforeFiles: [
        { source: `/:version(v[123])/:rest(${undecodablePattern})`, destination: "/:version" },
        {
          source: `/api/v1/webhooks/:rest(${undecodablePattern})`,
          destination: "/api/v1/webhooks/undecodable",
        },
        { source: `/:path(${undecodablePattern})`, destination: "/undecodable" },
      ],
    }),
  // A hundred thousand listed ids (lib/deletions/request/schema.ts) are four megabytes; Next's default is one.
  experimental: { serverActions: { bodySizeLimit: "8mb" } },
  serverExternalPackages: ["pg", "pino", "@node-rs/argon2", "nodemailer"],
  // Native modules and the pool must exist once per process, not once per bundle.
  headers: () => Promise.resolve([{ source: "/:path*", headers: securityHeaders }]),
};

export default nextConfig;
