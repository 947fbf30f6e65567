// Who asked the system for less motion gets none.

export const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

export const scrollBehavior = (): ScrollBehavior => (isStill() ? 'auto' : 'smooth');
