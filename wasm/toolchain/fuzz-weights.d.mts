export const HEAP_MB: number;
export function buildWeightsFuzzer(folder?: string): Promise<string>;
export function weightsFuzzerWords(
  script: string,
  settings: { minutes?: number; files?: number; seed?: number; findings?: string; replay?: string },
): string[];
