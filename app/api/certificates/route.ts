import { memberContext } from "@/lib/access/server/member-context";
import { noteRefusal } from "@/lib/access/server/note-refusal";
import { certificateSubjectSchema, issueSchema } from "@/lib/certificates/schema";
import { answerCertificate } from "@/lib/certificates/server/answer-certificate";
import { listCertificates } from "@/lib/certificates/server/list-certificates";
import { errorResponse, jsonRoute, parseInput } from "@/lib/http/server/json-route";
import { readJsonBody } from "@/lib/http/server/read-json-body";
import { requireSameOrigin } from "@/lib/http/server/require-same-origin";

const bodyBytesMax = 4_096;

/** Those that were issued of a ticket or a deletion. */
export const GET = jsonRoute("certificates:issue", (ctx, request) => {
  const subject = Object.fromEntries(new URL(request.url).searchParams);
  return listCertificates(ctx, parseInput(certificateSubjectSchema, subject));
});

/** Issues a certificate, and answers it as a file. POST, as each is recorded. */
export const POST = async (request: Request): Promise<Response> => {
  try {
    requireSameOrigin(request.headers);
    const ctx = await memberContext("certificates:issue");
    const input = parseInput(issueSchema, await readJsonBody(request, bodyBytesMax));
    return await answerCertificate(ctx, input).catch((error: unknown) => {
      noteRefusal(ctx, error, { permission: "certificates:issue" });
      throw error;
    });
  } catch (error) {
    return errorResponse(error, "/api/certificates");
  }
};
