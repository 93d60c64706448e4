import type { NextConfig } from "next";
import { dataPolicy } from "./lib/http/content-security-policy";
import { memberBytesMax } from "./lib/http/body-limits";
import { securityHeaders } from "./lib/http/security-headers";
import { undecodablePattern } from "./lib/http/undecodable-path";

const dataHeaders = [{ key: "Content-Security-Policy", value: dataPolicy }];

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
    Promise.resolve([
      { source: "/:page((?!v\\d/|opendsr/|api/).+)/", destination: "/:page", permanent: true },
    ]),
  // Next answers 500 to an address that it cannot decode, before any code of ours. Under a path without parameters the route
  // sees the address as it was sent, and refuses it.
  rewrites: () =>
    Promise.resolve({
      beforeFiles: [
        { source: `/:version(v[123])/:rest(${undecodablePattern})`, destination: "/:version" },
        { source: `/api/v1/:rest(${undecodablePattern})`, destination: "/api/v1" },
        { source: `/opendsr/:rest(${undecodablePattern})`, destination: "/opendsr" },
        { source: `/api/tickets/:rest(${undecodablePattern})`, destination: "/api/tickets/undecodable" },
        { source: `/:path(${undecodablePattern})`, destination: "/undecodable" },
      ],
    }),
  // What is longer is refused before (lib/http/server/guard-server.ts). A long selection goes up as a draft.
  experimental: { serverActions: { bodySizeLimit: memberBytesMax } },
  // Native modules and the pool must exist once per process, not once per bundle; PDFKit reads files that lie beside it.
  serverExternalPackages: ["pg", "pino", "@node-rs/argon2", "nodemailer", "pdfkit", "fontkit"],
  // The fonts of certificates are read by a path (lib/certificates/document/fonts.ts): an image has to bring them along.
  outputFileTracingIncludes: {
    "/api/certificates": [
      "./node_modules/@expo-google-fonts/inter/{400Regular,600SemiBold}/*.ttf",
      "./node_modules/@expo-google-fonts/noto-sans-{hebrew,arabic}/400Regular/*.ttf",
    ],
  },
  headers: () =>
    Promise.resolve([
      { source: "/:path*", headers: [...securityHeaders] },
      // Pages have theirs of proxy.ts.
      { source: "/:version(v[123])/:path*", headers: dataHeaders },
      { source: "/opendsr/:path*", headers: dataHeaders },
      { source: "/api/:path((?!docs(?:/|$)).*)", headers: dataHeaders },
    ]),
};

export default nextConfig;
