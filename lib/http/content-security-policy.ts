/**
 * What sonner puts into a page's head for its toasts, by its digest, as it takes no nonce: an empty element, and then its text.
 * content-security-policy.test.ts says what it is after an update.
 */
const sonnerStyles = [
  "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='",
];

/**
 * The content security policy of a page. Next reads the nonce out of it, and gives it to the scripts that it writes; those
 * may load others. While developing, React and the reloading of sources need more. Style attributes are set by scripts only:
 * those in the server's HTML would count as inline. "require-trusted-types-for" is not in it, as the loader of Turbopack's
 * chunks assigns addresses that are plain text.
 */
export const pagePolicy = (nonce: string, isDevelopment: boolean): string =>
  written({
    "default-src": ["'self'"],
    "script-src": [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...(isDevelopment ? ["'unsafe-eval'"] : []),
    ],
    "style-src": isDevelopment
      ? ["'self'", "'unsafe-inline'"]
      : ["'self'", `'nonce-${nonce}'`, ...sonnerStyles],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
  });

/** Of what is no page: nothing in it is to be run or shown, should a browser be led to open it. */
export const dataPolicy = "default-src 'none'; frame-ancestors 'none'";

const written = (directives: Record<string, readonly string[]>): string =>
  Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(" "))
    .join("; ");
