import { Notice } from "@/components/ui/notice";
import { shownError } from "@/lib/http/shown-error";

/** Why what was asked for was not done, with the id to quote. */
export const FormFailed = ({ error }: { error: Error }) => {
  const { message, requestId } = shownError(error);
  return (
    <Notice look="warning" role="alert">
      {message}
      {requestId !== null && <span className="block font-mono text-xs">Request {requestId}</span>}
    </Notice>
  );
};
