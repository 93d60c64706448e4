import Form from "next/form";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { ViewState } from "@/components/ui/view-state";
import type { MemberList } from "@/lib/members/types";
import { MembersTable } from "./members-table";

/** From here on members are looked for rather than read through. */
const searchedFrom = 20;

const path = "/settings/members";

/** Who may sign in, or has been able to; `selfId`: of the member who looks. */
export const MembersView = ({
  list: { members, total },
  search,
  selfId,
}: {
  list: MemberList;
  search: string;
  selfId: string;
}) => (
  <section aria-labelledby="members" className="grid grid-cols-1 gap-3 py-4">
    <div className="grid gap-1 px-4">
      <h2 id="members" className="text-base font-semibold">
        Members
      </h2>
      <p className="max-w-[70ch] text-sm text-muted">
        Each person has an account and a role of their own. Disabled members cannot sign in, and keep their
        name in the history.
      </p>
    </div>
    {(search !== "" || total > searchedFrom) && <SearchBox search={search} />}
    {members.length === 0 ? (
      <ViewState
        title="No member found"
        action={
          <Link href={path} className="font-medium text-accent underline">
            Show all members
          </Link>
        }
      >
        No email address contains “<bdi>{search}</bdi>”.
      </ViewState>
    ) : (
      <MembersTable members={members} selfId={selfId} />
    )}
    {search === "" && total === 1 && (
      <p className="max-w-[70ch] px-4 text-sm text-muted">
        Only you so far. Invite the people you work with, so that the history says who did what, and someone
        else can help when you are locked out.
      </p>
    )}
    {total > members.length && (
      <p className="px-4 text-sm text-muted">
        Showing {members.length.toLocaleString("en")} of {total.toLocaleString("en")} members by email
        address, disabled ones last. Search to find the others.
      </p>
    )}
  </section>
);

const SearchBox = ({ search }: { search: string }) => (
  <Form action={path} role="search" className="flex max-w-md gap-2 px-4">
    {/* A new one for each search: else it would keep what was typed before. */}
    <Input
      key={search}
      name="search"
      type="search"
      aria-label="Email address contains"
      placeholder="Email address"
      defaultValue={search}
      maxLength={254}
    />
    <Button type="submit">Search</Button>
  </Form>
);
