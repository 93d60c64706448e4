"use client";

import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { deletionSearchString } from "@/lib/deletions/query-options";
import type { DeletionSearch } from "@/lib/deletions/search";

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
      <MenuItem key={format} onSelect={() => search !== null && download(search, format)}>
        {label}
      </MenuItem>
    ))}
  </Menu>
);

const formats = [
  { format: "csv", label: "CSV, for spreadsheets" },
  { format: "jsonl", label: "JSON Lines" },
] as const;

const download = (search: DeletionSearch, format: string): void => {
  const query = new URLSearchParams(deletionSearchString({ ...search, after: null }));
  query.set("format", format);
  const link = document.createElement("a");
  link.href = `/api/deletions/export?${query.toString()}`;
  // An error answer is then a download that failed, and not a page of JSON in place of this one.
  link.download = "";
  link.click();
};
