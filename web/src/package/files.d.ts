import type { ModuleFiles, ModuleName } from '../protocol/index.js';

export function startWorker(): Worker;
export function moduleFiles(): Record<ModuleName, ModuleFiles>;
export function weightsScript(): string;
export function workerUrl(): URL;
