// A helpdesk's link to /tickets/new names a person behind the #, which no server sees. It is kept through sign-in in the tab's own
// storage, and taken out of the address, so that it stays in no history of the browser.

const key = "lethe-new-ticket";

/** Keeps what stands behind the # of the sign-in page for the page that it leads to. */
export const keepFragment = (next: string): void => {
  if (window.location.hash.length < 2 || !next.startsWith("/tickets/new")) return;
  window.sessionStorage.setItem(key, window.location.hash);
  takeOutOfAddress();
};

/** What was given to this page, or kept for it; "" when nothing was. It is given once. */
export const takeFragment = (): string => {
  const { hash } = window.location;
  const fragment = hash.length > 1 ? hash : (window.sessionStorage.getItem(key) ?? "");
  window.sessionStorage.removeItem(key);
  if (hash.length > 1) takeOutOfAddress();
  return fragment;
};

const takeOutOfAddress = (): void =>
  window.history.replaceState(
    window.history.state,
    "",
    `${window.location.pathname}${window.location.search}`,
  );
