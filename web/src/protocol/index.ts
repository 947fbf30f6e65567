export type * from './api.js';
export type * from './data.js';
export * from './description.js';
export type * from './error.js';
export * from './feed-dims.js';
export * from './messages.js';
export type * from './weights.js';
export * from './weights-container.js';
