export const viewNameLengthMax = 60;
/** Of one member, private and shared: each is a line of the side bar. */
export const ownViewsMax = 100;
export const sharedViewsMax = 200;
