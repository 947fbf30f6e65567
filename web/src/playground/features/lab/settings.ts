// The settings of the lab, as they are typed and as they stand in an address.

/** Whose numbers are shown: one of a layer's kernels, over one of the maps that it reads. */
export interface LabSource {
  column: number;
  /** Output channel whose kernel it is. */
  unit: number;
  /** Among the input channels that this kernel reads, from 0. */
  input: number;
}

/** As typed: nothing is corrected silently. */
export interface LabSettings {
  input: string;
  kernel: string;
  padding: string;
  stride: string;
  dilation: string;
  inChannels: string;
  outChannels: string;
  groups: string;
}

export type LabField = keyof LabSettings;

export const USUAL_LAB: LabSettings = {
  input: '7',
  kernel: '3',
  padding: '1',
  stride: '2',
  dilation: '1',
  inChannels: '3',
  outChannels: '8',
  groups: '1',
};

const LETTERS: readonly (readonly [string, LabField])[] = [
  ['i', 'input'],
  ['k', 'kernel'],
  ['p', 'padding'],
  ['s', 'stride'],
  ['d', 'dilation'],
  ['c', 'inChannels'],
  ['o', 'outChannels'],
  ['g', 'groups'],
];

/** For an address, e.g. "i7k3p1s2d1c3o8g1"; undefined for what is no number. */
export function formatLab(settings: LabSettings): string | undefined {
  const parts = LETTERS.map(([letter, field]) => `${letter}${settings[field].trim()}`);
  return parts.every((part) => /^[a-z]\d{1,6}$/.test(part)) ? parts.join('') : undefined;
}

/** What is not there, or makes no sense, is as usual. */
export function parseLab(text: string): LabSettings {
  const settings = { ...USUAL_LAB };
  for (const [, letter, digits] of text.matchAll(/([a-z])(\d{1,6})/g)) {
    const field = LETTERS.find(([known]) => known === letter)?.[1];
    if (field && digits !== undefined) settings[field] = String(Number(digits));
  }
  return settings;
}

/** In an address, behind the settings: "u3m0". */
export const formatChannels = ({ unit, input }: LabSource): string => `u${unit}m${input}`;

export function parseChannels(text: string): Pick<LabSource, 'unit' | 'input'> {
  const found = (letter: string) => Number(new RegExp(`${letter}(\\d{1,6})`).exec(text)?.[1] ?? 0);
  return { unit: found('u'), input: found('m') };
}
