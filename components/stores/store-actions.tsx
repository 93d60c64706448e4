"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { ShownStore } from "@/lib/stores/shown-store";
import { ChangeCredentials } from "./change-credentials";
import { RenameStore } from "./rename-store";
import { SwitchStoreState } from "./switch-store-state";
import { TestStore } from "./test-store";

type Asked = "test" | "rename" | "credentials" | "state";

/** What can be done with a store. One that is declared in the environment can be tested here, and is changed there. */
export const StoreActions = ({ store }: { store: ShownStore }) => {
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <Menu
        trigger={
          <Button size="icon" look="quiet" aria-label={`Actions for ${store.name}`}>
            <Ellipsis size={16} aria-hidden />
          </Button>
        }
      >
        <MenuItem onSelect={() => setAsked("test")}>Test</MenuItem>
        {store.source === "settings" && (
          <>
            <MenuItem onSelect={() => setAsked("rename")}>Rename</MenuItem>
            <MenuItem onSelect={() => setAsked("credentials")}>Change credentials</MenuItem>
            <MenuItem onSelect={() => setAsked("state")}>
              {store.disabledAt === null ? "Disable" : "Enable"}
            </MenuItem>
          </>
        )}
      </Menu>
      {asked === "test" && <TestStore store={store} onClose={close} />}
      {asked === "rename" && <RenameStore store={store} onClose={close} />}
      {asked === "credentials" && <ChangeCredentials store={store} onClose={close} />}
      {asked === "state" && <SwitchStoreState store={store} onClose={close} />}
    </>
  );
};
