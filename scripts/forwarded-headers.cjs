// Loaded into the web server by --require: it sees each request before Next does. Next takes X-Forwarded-For, -Host and -Proto
// from any client that sends them, and fills them in itself otherwise, so that what follows cannot tell the two apart. Here they
// are dropped unless a trusted proxy has sent them. See lib/security/server/client-address.ts.
const { subscribe } = require("node:diagnostics_channel");
const { BlockList, isIP } = require("node:net");

const trusted = new BlockList();
for (const text of (process.env.LETHE_TRUSTED_PROXIES ?? "").split(",").map((each) => each.trim())) {
  if (text === "") continue;
  const [address, bits] = text.split("/");
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  if (bits === undefined) trusted.addAddress(address, family);
  else trusted.addSubnet(address, Number(bits), family);
}
const publicUrl = process.env.LETHE_URL?.trim() ? new URL(process.env.LETHE_URL.trim()) : null;

/** An address as one text: without a zone, a port (some proxies add one), or the prefix of IPv4 in IPv6; null for what is none. */
const addressFrom = (text) => {
  const plain = text
    .trim()
    .replace(/^\[(.*)\](?::\d+)?$/, "$1")
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1")
    .replace(/%.*$/, "")
    .replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
  return isIP(plain) === 0 ? null : plain.toLowerCase();
};
const isTrusted = (address) => trusted.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
/** The nearest proxy writes at the end; what stands before it may be the client's own. */
const last = (text) => text?.split(",").at(-1)?.trim() || undefined;

/** The client that the nearest trusted proxies speak for: the last address that is not one of them. */
const clientOf = (connection, forwardedFor) => {
  let client = connection;
  for (const text of (forwardedFor ?? "").split(",").reverse()) {
    if (!isTrusted(client)) break;
    const before = addressFrom(text);
    if (before === null) break;
    client = before;
  }
  return client;
};

let hasWarned = false;
const warnOnce = (connection) => {
  if (hasWarned || publicUrl === null) return;
  hasWarned = true;
  console.error(
    `X-Forwarded-For from ${connection} does not count. If that is your proxy, name it in LETHE_TRUSTED_PROXIES.`,
  );
};

subscribe("http.server.request.start", ({ request }) => {
  const { headers } = request;
  const connection = addressFrom(request.socket.remoteAddress ?? "");
  const isFromProxy = connection !== null && isTrusted(connection);
  const given = {
    for: headers["x-forwarded-for"],
    host: last(headers["x-forwarded-host"]),
    proto: last(headers["x-forwarded-proto"]),
  };
  for (const name of Object.keys(headers)) {
    if (name.startsWith("x-forwarded-") || name === "forwarded" || name === "x-real-ip") delete headers[name];
  }
  if (!isFromProxy && given.for !== undefined && connection !== null) warnOnce(connection);
  // Empty for a connection that has ended already; without any, Next would write "undefined".
  headers["x-forwarded-for"] = connection === null ? "" : clientOf(connection, given.for);
  // Naming the address that Lethe is known by steers nothing, whoever does it.
  const host = isFromProxy || given.host === publicUrl?.host ? (given.host ?? headers.host) : headers.host;
  if (host !== undefined) headers["x-forwarded-host"] = host;
  const isPublic = publicUrl !== null && host === publicUrl.host;
  const own = isPublic ? publicUrl.protocol.slice(0, -1) : request.socket.encrypted ? "https" : "http";
  headers["x-forwarded-proto"] = isFromProxy && /^https?$/.test(given.proto ?? "") ? given.proto : own;
});

globalThis.letheForwardedHeaders = true;
