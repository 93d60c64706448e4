import type { FilePreview } from "@/lib/imports/preview-file";

/** What of a file is taken for what, and what is not imported. */
export const PreviewMapping = ({ preview }: { preview: FilePreview }) => (
  <section aria-labelledby="mapping" className="min-w-0">
    <h2 id="mapping" className="text-base font-medium">
      How fields are imported
    </h2>
    <dl className="mt-2 grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm sm:grid-cols-[minmax(0,16rem)_minmax(0,1fr)]">
      <div className="col-span-full grid grid-cols-subgrid text-muted">
        <dt>In the file</dt>
        <dd>Stored as</dd>
      </div>
      {preview.mapping.map(({ from, to }) => (
        <div key={`${from} ${to}`} className="col-span-full grid grid-cols-subgrid">
          <dt className="font-mono text-xs leading-5 break-words">{from}</dt>
          <dd className="font-mono text-xs leading-5 break-words">{to}</dd>
        </div>
      ))}
      {preview.ignored.map((name) => (
        <div key={name} className="col-span-full grid grid-cols-subgrid text-muted">
          <dt className="font-mono text-xs leading-5 break-words">{name}</dt>
          <dd>not imported</dd>
        </div>
      ))}
    </dl>
  </section>
);
