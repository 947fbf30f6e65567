/** Of a frame until its page has said how high it is, px: as the views are at a usual width. */
const HEIGHTS = { network: 1012, layer: 959, why: 797, lab: 871, table: 776 } as const;

export const heightOf = (view: keyof typeof HEIGHTS): number => HEIGHTS[view];
