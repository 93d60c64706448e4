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

type StoreDialog = "test" | "rename" | "credentials" | "state";

/** What can be done with a store. One that is declared in the environment can be tested here, and is changed there. */
export const StoreActions = ({ store }: { store: ShownStore }) => {
  const [dialog, setDialog] = useState<StoreDialog | null>(null);
  const close = () => setDialog(null);
  return (
    <>
      <Menu
        trigger={
          <Button size="icon" look="quiet" aria-label={`Actions for ${store.name}`}>
            <Ellipsis size={16} aria-hidden />
          </Button>
        }
      >
        <MenuItem onSelect={() => setDialog("test")}>Test</MenuItem>
        {store.source === "settings" && (
          <>
            <MenuItem onSelect={() => setDialog("rename")}>Rename</MenuItem>
            <MenuItem onSelect={() => setDialog("credentials")}>Change credentials</MenuItem>
            <MenuItem onSelect={() => setDialog("state")}>
              {store.disabledAt === null ? "Disable" : "Enable"}
            </MenuItem>
          </>
        )}
      </Menu>
      {dialog === "test" && <TestStore store={store} onClose={close} />}
      {dialog === "rename" && <RenameStore store={store} onClose={close} />}
      {dialog === "credentials" && <ChangeCredentials store={store} onClose={close} />}
      {dialog === "state" && <SwitchStoreState store={store} onClose={close} />}
    </>
  );
};
