import type { Duplex } from "node:stream";
import { STATUS_CODES } from "node:http";

const answers: Record<string, { status: number; detail: string }> = {
  HPE_HEADER_OVERFLOW: { status: 431, detail: "The address or the headers are too long." },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, detail: "The extensions of a chunk are too long." },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, detail: "The request did not arrive in time." },
  HPE_INVALID_METHOD: { status: 400, detail: "There is no such method: methods are written in capitals." },
};
const other = { status: 400, detail: "The request is not valid HTTP." };

/** Answers what Node could not read as a request, in JSON where Node would send no body. Ends the connection. */
export const refuseUnreadable = (error: NodeJS.ErrnoException, socket: Duplex): void => {
  if (error.code === "ECONNRESET" || !socket.writable || hasAnswered(socket)) {
    socket.destroy();
    return;
  }
  const { status, detail } = answers[error.code ?? ""] ?? other;
  const body = JSON.stringify({ detail });
  socket.on("error", () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `Cache-Control: private, no-store\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => socket.destroy(),
  );
};

/** An answer has begun on this connection: a second one would be read as part of it. */
const hasAnswered = (socket: Duplex): boolean => {
  const { _httpMessage: message } = socket as Duplex & { _httpMessage?: { headersSent?: boolean } | null };
  return message?.headersSent === true;
};
