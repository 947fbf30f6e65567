// The page's language: as the reader chose it, else as the browser asks for it.

import { remember, remembered } from '../playground/kit/remembered.js';
import { speak } from '../playground/kit/words.js';
import { LANGUAGES } from '../playground/languages/index.js';
import type { MountOptions } from '../playground/mount.js';

const KEY = 'cnn-playground-language';

function chosen(): string {
  const before = remembered(KEY);
  if (LANGUAGES.some(({ code }) => code === before)) return before as string;
  const asked = navigator.languages.map((code) => code.split('-')[0]);
  return asked.find((code) => LANGUAGES.some((language) => language.code === code)) ?? 'en';
}

/** Its words are there afterwards; English ones where they cannot be fetched. */
export async function speakChosen(): Promise<void> {
  const code = chosen();
  const load = LANGUAGES.find((language) => language.code === code)?.load;
  if (!load) return;
  try {
    speak(await load());
    document.documentElement.lang = code;
  } catch {
    // The page works in English.
  }
}

export function languageChoice(): NonNullable<MountOptions['languages']> {
  return {
    current: document.documentElement.lang,
    all: LANGUAGES,
    choose(code) {
      if (remember(KEY, code)) location.reload();
    },
  };
}
