"use client";

import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { deletionSearchString } from "@/lib/deletions/query-options";
import type { DeletionSearch } from "@/lib/deletions/search";
import { downloadHistory } from "./download-history";

/** Downloads what the search finds, on all its pages; `search` null while the address cannot be read. */
export const ExportMenu = ({ search }: { search: DeletionSearch | null }) => (
  <Menu
    trigger={
      <Button disabled={search === null}>
        <Download size={14} aria-hidden />
        Export
      </Button>
    }
  >
    {formats.map(({ format, label }) => (
      <MenuItem
        key={format}
        onSelect={() =>
          search !== null &&
          downloadHistory(new URLSearchParams(deletionSearchString({ ...search, after: null })), format)
        }
      >
        {label}
      </MenuItem>
    ))}
  </Menu>
);

const formats = [
  { format: "csv", label: "CSV, for spreadsheets" },
  { format: "jsonl", label: "JSON Lines" },
] as const;
