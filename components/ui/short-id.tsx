const shown = 5;

/**
 * A long id, shortened in the middle; whole on hover and for screen readers. No tab stop and no floating tooltip of its
 * own: a table holds hundreds of these, and the details beside it show every id whole, with a button that copies it.
 */
export const ShortId = ({ id }: { id: string }) =>
  id.length <= 2 * shown + 3 ? (
    <span className="font-mono text-xs">{id}</span>
  ) : (
    <span title={id} className="font-mono text-xs">
      <span className="sr-only">{id}</span>
      <span aria-hidden>
        {id.slice(0, shown)}…{id.slice(-shown)}
      </span>
    </span>
  );
