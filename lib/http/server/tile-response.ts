import { errorResponse } from "./json-route";

/** A year: what a tile's address names never changes. Events are for who may read them, so that no shared cache keeps them. */
const cacheControl = {
  public: "public, max-age=31536000, immutable",
  private: "private, max-age=31536000, immutable",
};

/** Answers bytes that stay what they are, or why there are none. */
export const tileResponse = async (
  audience: keyof typeof cacheControl,
  read: () => Promise<Uint8Array>,
): Promise<Response> => {
  try {
    return new Response(new Uint8Array(await read()), {
      headers: {
        "content-type": "application/octet-stream",
        "cache-control": cacheControl[audience],
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    return errorResponse(error, "/api/ledger/tile");
  }
};
