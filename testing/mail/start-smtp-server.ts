import { createServer, type AddressInfo, type Socket } from "node:net";

export interface SmtpServer {
  port: number;
  /** What was taken: who it is for, and its source as it came over the wire. */
  mails: { to: string[]; source: string }[];
  stop: () => Promise<void>;
}

/**
 * Takes mail on loopback as a server that speaks SMTP (RFC 5321) does. `manner`: "refuses" the recipient, or "is silent" from the
 * first connection on.
 */
export async function startSmtpServer(
  manner: "takes" | "refuses" | "is silent" = "takes",
): Promise<SmtpServer> {
  const mails: SmtpServer["mails"] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
    if (manner !== "is silent") converse(socket, manner, mails);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    mails,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function converse(socket: Socket, manner: "takes" | "refuses", mails: SmtpServer["mails"]): void {
  const say = (line: string) => socket.write(`${line}\r\n`);
  let to: string[] = [];
  let body: string[] | null = null;
  let rest = "";
  const hear = (line: string): void => {
    if (body !== null) {
      if (line !== ".") {
        body.push(line.replace(/^\.\./, "."));
        return;
      }
      mails.push({ to, source: body.join("\n") });
      [to, body] = [[], null];
      say("250 taken");
      return;
    }
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === "EHLO" || verb === "HELO") say("250 test.example");
    else if (verb === "MAIL") say("250 ok");
    else if (verb === "RCPT" && manner === "refuses") say("550 no such mailbox");
    else if (verb === "RCPT") {
      to.push(/<([^>]*)>/.exec(line)?.[1] ?? "");
      say("250 ok");
    } else if (verb === "DATA") {
      body = [];
      say("354 go on");
    } else if (verb === "QUIT") {
      say("221 bye");
      socket.end();
    } else say("502 not known here");
  };
  socket.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\r\n");
    rest = lines.pop() ?? "";
    lines.forEach(hear);
  });
  say("220 test.example ESMTP");
}
