import { ViewState } from "@/components/ui/view-state";
import type { ApiKeyList } from "@/lib/api-keys/types";
import { ApiKeysTable } from "./api-keys-table";
import { KeyUsage } from "./key-usage";

/** All keys, and how an application uses one; `host` is the address it has to be given. */
export const ApiKeysView = ({ list, host }: { list: ApiKeyList; host: string }) => {
  const { keys, total } = list;
  return (
    <div className="grid grid-cols-1 gap-6 py-4">
      <section aria-labelledby="api-keys" className="grid grid-cols-1 gap-3">
        <div className="grid gap-1 px-4">
          <h2 id="api-keys" className="text-base font-semibold">
            API keys
          </h2>
          <p className="max-w-[70ch] text-sm text-muted">
            Applications use a key to read and delete memories, as far as the key’s role allows. What they
            delete is in the history under the key’s name.
          </p>
        </div>
        {keys.length === 0 ? (
          <ViewState title="No API keys yet">
            Create one key for each application, so that you can tell them apart in the history and revoke
            each on its own.
          </ViewState>
        ) : (
          <ApiKeysTable keys={keys} />
        )}
        {total > keys.length && (
          <p className="px-4 text-sm text-muted">
            Showing {keys.length.toLocaleString("en")} of {total.toLocaleString("en")} keys: active keys
            first, then the newest.
          </p>
        )}
      </section>
      <KeyUsage host={host} />
    </div>
  );
};
