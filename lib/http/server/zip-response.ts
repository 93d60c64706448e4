/** A zip as a download. */
export const zipResponse = (bytes: Uint8Array<ArrayBuffer>, fileName: string): Response =>
  new Response(bytes, {
    headers: {
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "private, no-store, no-transform",
      "x-content-type-options": "nosniff",
    },
  });
