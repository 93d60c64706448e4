import { describe, expect, it } from "vitest";
import { connectionFrom, emptyDraft } from "./store-draft";

describe("connectionFrom", () => {
  it("takes a key alone for the Platform", () => {
    expect(connectionFrom({ ...emptyDraft, apiKey: " m0-key " })).toEqual({
      ok: true,
      connection: {
        kind: "mem0-platform",
        settings: { url: "https://api.mem0.ai", organisationId: null, projectId: null },
        credentials: { apiKey: "m0-key" },
      },
    });
  });

  it("takes what belongs to the kind, and the way of signing in, that is chosen", () => {
    const typed = {
      ...emptyDraft,
      apiKey: "m0-key",
      email: "ada@example.com",
      password: " p ",
      projectId: "x",
    };
    const result = connectionFrom({
      ...typed,
      kind: "mem0-oss",
      url: "http://mem0:8000",
      signIn: "password",
    });
    expect(result).toEqual({
      ok: true,
      connection: {
        kind: "mem0-oss",
        settings: { url: "http://mem0:8000", collection: "memories", historyDbPath: null },
        credentials: { email: "ada@example.com", password: " p ", databaseUrl: null },
      },
    });
  });

  it("says what is missing, and what is wrong, at the field", () => {
    expect(connectionFrom({ ...emptyDraft, kind: "mem0-oss", signIn: "password" })).toEqual({
      ok: false,
      problems: {
        url: "Enter the server's address.",
        email: "Enter the email address.",
        password: "Enter the password.",
      },
    });
    expect(
      connectionFrom({ ...emptyDraft, kind: "mem0-oss", url: "mem0", apiKey: "k", databaseUrl: "mysql://x" }),
    ).toEqual({
      ok: false,
      problems: {
        url: "An address must start with https:// or http://.",
        databaseUrl: "A database's address must start with postgres://.",
      },
    });
  });
});
