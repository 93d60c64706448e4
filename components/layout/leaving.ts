let destination: string | null = null;

/** Of Next, when a link or a router is about to change the page (see instrumentation-client.ts). */
export const noteNavigation = (href: string): void => {
  destination = new URL(href, window.location.href).pathname;
};

/** Whether another page is on its way. Writing this page's address meanwhile would cancel it. */
export const isLeaving = (): boolean => destination !== null && destination !== window.location.pathname;
