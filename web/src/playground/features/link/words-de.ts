import type { Translated } from '../../kit/words.js';
import type { LinkWords } from './words-en.js';

export const words: Translated<LinkWords> = {
  heading: 'Eine eingefügte Adresse',
  ask: (name, host) =>
    `${name} von ${host} öffnen? Die Anfrage dafür verlässt dieses Gerät, ${host} erfährt also davon. Ihre eigenen Bilder und Modelle werden nicht gesendet.`,
  fetch: (host) => `Von ${host} laden`,
  notNow: 'Jetzt nicht',
  blocked: (host, own) =>
    `Von ${host} wurde nichts angefordert: Die Sicherheitsrichtlinie dieser Seite erlaubt nur Dateien von ${['ihrer eigenen Website', own.join(', ')].filter(Boolean).join(' und ')}. Laden Sie die Datei selbst herunter und legen Sie sie dann hier ab.`,
  close: 'Schließen',
  fetching: (name, host) => `${name} wird von ${host} geladen …`,
  received: (loaded, total) => (total === undefined ? loaded : `${loaded} von ${total}`),
  cancel: 'Abbrechen',
  failed: 'Diese Adresse konnte nicht geöffnet werden',
};
