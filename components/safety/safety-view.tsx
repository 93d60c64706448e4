import type { SafetyRule } from "@/lib/safety/types";
import { RuleForm } from "./rule-form";

/** What a second person has to approve: explained, and set. */
export const SafetyView = ({ rule, adminCount }: { rule: SafetyRule; adminCount: number }) => (
  <div className="grid max-w-2xl gap-6 px-4 py-5">
    <section className="grid gap-2">
      <h2 className="text-base font-semibold">Second person</h2>
      <p className="max-w-[70ch] text-sm">
        Large deletions wait until another admin has seen what would be deleted and approved it. Until then
        the selection is frozen and nothing is deleted. A request that is not approved within 24 hours
        expires.
      </p>
    </section>
    {/* Another rule was saved meanwhile, by another admin perhaps: the form begins with it. */}
    <RuleForm key={JSON.stringify(rule)} rule={rule} adminCount={adminCount} />
    <section className="grid gap-2 border-t pt-5">
      <h2 className="text-base font-semibold">While the rule is on</h2>
      <ul className="grid max-w-[70ch] list-disc gap-1.5 pl-5 text-sm">
        <li>
          It applies in the console, in Mem0&rsquo;s API and in MCP. There, a deletion by filter or entity is
          accepted as always, and its event stays PENDING until it is approved.
        </li>
        <li>
          <strong className="font-medium">Not covered:</strong> deletions by memory ID and batches in the API
          and in MCP, which applications make all day. Memories selected one by one in the console count by
          their number.
        </li>
        <li>
          Requests are approved by members with the role admin: never by the one who made the request or
          created the API key that did, and never by an API key.
        </li>
        <li>
          Adding, resetting, disabling, enabling or demoting an admin and creating an API key with the role
          admin also need approval. At least two active admins must remain. Invitations and reset links of
          admins that have not been used stop working when the rule is turned on. New ones are mailed to the
          admin they are for, and shown to nobody: without a mail server (LETHE_SMTP_URL) none can be created.
        </li>
        <li>
          Turning the rule off or loosening it needs the approval of another admin. Tightening it does not.
        </li>
        <li>
          If there is no second admin left, someone with access to the server can turn the rule off with{" "}
          <code className="font-mono text-xs whitespace-nowrap">npm run safety -- off</code>. The ledger
          records it.
        </li>
      </ul>
    </section>
  </div>
);
