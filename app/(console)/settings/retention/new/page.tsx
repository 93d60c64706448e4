import type { Metadata } from "next";
import { createLoader, parseAsString, type SearchParams } from "nuqs/server";
import { NoPermission } from "@/components/layout/no-permission";
import { RuleForm, type RuleDraft } from "@/components/retention/rule-form";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { StoreProvider } from "@/components/stores/store-provider";
import { StoreUnavailable } from "@/components/stores/store-unavailable";
import type { Context } from "@/lib/access/context";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import { filterOf, memorySearchParams } from "@/lib/browse/memory-search";
import { readMemorySearch } from "@/lib/browse/server/memory-search-request";
import { listAnswerers } from "@/lib/retention/server/list-answerers";
import { providesField } from "@/lib/stores/provided-fields";
import { pageStoreOf } from "@/lib/stores/page-store";
import { listStoreChoices } from "@/lib/stores/server/list-stores";
import { findPageStore } from "@/lib/stores/server/requested-store";
import { storeParams } from "@/lib/stores/store-param";
import { getView } from "@/lib/views/server/list-views";
import { viewIdSchema } from "@/lib/views/view-id-schema";

export const metadata: Metadata = { title: "New retention rule" };

const load = createLoader({ ...memorySearchParams, ...storeParams, view: parseAsString });

const NewRulePage = async ({ searchParams }: { searchParams: Promise<SearchParams> }) => {
  const { store: storeValue, view: viewValue, ...values } = await load(searchParams);
  const member = await requireMember("/settings/retention/new");
  if (!can(member.role, "retention:manage")) {
    return (
      <SettingsFrame>
        <NoPermission member={member} permission="retention:manage" />
      </SettingsFrame>
    );
  }
  const ctx = contextOf(member);
  const view = await findView(ctx, viewValue);
  const found = await findPageStore(ctx, view?.storeId ?? storeValue);
  if (!found.ok)
    return (
      <StoreUnavailable
        title="New retention rule"
        problem={found.problem}
        path="/settings/retention/new"
        canManage={can(member.role, "stores:manage")}
      />
    );
  const search = readMemorySearch(values);
  const asked = view?.search ?? (search.ok ? search.search : null);
  const draft: RuleDraft = {
    name: view?.name ?? "",
    filter: asked === null ? null : filterOf(asked),
    keepsImmutable: providesField(found.store, "immutable"),
    schedule: "0 3 * * *",
    timeZone: "UTC",
    waitDays: "7",
    countMax: "1000",
    usualFactor: "3",
    answererId: member.id,
  };
  return (
    <SettingsFrame>
      <StoreProvider store={pageStoreOf(found.store)}>
        <RuleForm
          draft={draft}
          changed={null}
          answerers={await listAnswerers(ctx)}
          stores={await listStoreChoices(ctx)}
          timeZones={["UTC", ...Intl.supportedValuesOf("timeZone")]}
        />
      </StoreProvider>
    </SettingsFrame>
  );
};

/** One that was deleted, or is not this member's to see, is no view. */
const findView = async (ctx: Context, value: string | null) => {
  const id = viewIdSchema.safeParse(value);
  return id.success ? getView(ctx, id.data).catch(() => null) : null;
};

export default NewRulePage;
