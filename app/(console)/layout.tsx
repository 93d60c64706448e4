import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { ConsoleFrame } from "@/components/layout/console-frame";
import { LiveConnection } from "@/components/live/live-connection";
import { requireMember } from "@/lib/members/server/member-context";
import { themeCookie, themeFrom } from "@/lib/preferences/theme";

/** The frame around every page. Pages check the member themselves as well: a layout is not run again on navigation. */
const ConsoleLayout = async ({ children }: { children: ReactNode }) => {
  const member = await requireMember("/memories");
  const theme = themeFrom((await cookies()).get(themeCookie)?.value);
  return (
    <LiveConnection>
      <ConsoleFrame member={member} theme={theme}>
        {children}
      </ConsoleFrame>
    </LiveConnection>
  );
};

export default ConsoleLayout;
