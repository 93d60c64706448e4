import { describe, expect, it } from "vitest";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { emptyScope, type Scope } from "../scope/scope";
import { scopeCountString } from "./scope-count";
import { scopeCountParamsSchema } from "./scope-count-params";

const read = (query: string) =>
  scopeCountParamsSchema.safeParse(Object.fromEntries(new URLSearchParams(query)));

describe("the query string of a scope's count", () => {
  it.each<Scope>([
    { ...emptyScope, user_id: " maya & co=1 ", run_id: "*" },
    { ...emptyScope, agent_id: "100% ali*", metadata: { tier: "gold", n: 1.5, on: false, none: null } },
    emptyScope,
  ])("reads what it has written", (scope) => {
    const result = read(scopeCountString({ storeId: builtinStoreId, scope }));
    expect(result.data).toEqual({ storeId: builtinStoreId, scope });
  });

  it.each(["usr_id=maya", "user_id=maya&metadata=%7B", "user_id=maya&metadata=[1]", "user_id=%00"])(
    "ignores nothing that it cannot read: %s",
    (query) => {
      expect(read(query).success).toBe(false);
    },
  );
});
