import { StoreError, type StoreErrorCode } from "@/lib/errors/store-error";

/** What went wrong with a connection, without the words of whatever threw it: they can quote an address with a password. */
export const connectionError = (error: unknown): StoreError =>
  error instanceof StoreError ? error : new StoreError(codeOf(error));

const codeOf = (error: unknown): StoreErrorCode => {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  if (untrusted.test(code)) return "untrusted";
  // Not HTTP, or not TLS, at all; or TLS of a kind that is not spoken any more.
  if (/^(HPE_|EPROTO|ERR_SSL_)/.test(code)) return "bad_answer";
  return "unreachable";
};

/** https://nodejs.org/docs/latest-v20.x/api/tls.html#x509-certificate-error-codes, and a certificate of another name. */
const untrusted =
  /^(ERR_TLS_CERT_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|ERROR_IN_)/;
