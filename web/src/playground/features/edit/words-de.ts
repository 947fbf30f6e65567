import type { Translated } from '../../kit/words.js';
import type { EditWords } from './words-en.js';

const at = (across: string, down: string) => `${across} von links und ${down} von oben`;

export const words: Translated<EditWords> = {
  tool: 'Werkzeug',
  tools: { crop: 'Rahmen', brush: 'Pinsel', erase: 'Radierer', occluder: 'Box' },
  help: {
    crop: 'Ziehen Sie den Rahmen oder benutzen Sie die Pfeiltasten. Plus und Minus ändern seine Größe.',
    brush:
      'Malen Sie über das Bild. Die Pfeiltasten bewegen den Pinsel, die Leertaste setzt ihn auf und hebt ihn ab.',
    erase:
      'Der Radierer stellt die Pixel des Bildes wieder her. Die Tasten sind dieselben wie beim Pinsel.',
    occluder:
      'Ziehen Sie eine Box über das Bild oder benutzen Sie die Pfeiltasten. Entf entfernt sie.',
  },
  picture: (name, tool) => `Bild: ${name}. ${tool}.`,

  size: 'Größe',
  zoom: 'Zoom',
  colour: 'Farbe',
  colours: {
    grey: 'Grau',
    black: 'Schwarz',
    white: 'Weiß',
    red: 'Rot',
    yellow: 'Gelb',
    green: 'Grün',
    blue: 'Blau',
  },
  otherColour: 'Andere Farbe',

  undo: 'Strich rückgängig',
  removeBox: 'Box entfernen',
  resetCrop: 'Rahmen zurücksetzen',
  removeEdits: 'Alles verwerfen',
  onlyHere: 'Die Adresse dieser Seite zeigt das Bild ohne Ihre Änderungen.',
  showBefore: 'Die Antwort vor den Änderungen als Umriss zeigen',

  cropAt: (width, height, across, down) =>
    `Das Netz bekommt die eingerahmten ${width} × ${height} Pixel des Bildes. Der Rahmen beginnt ${across} vom linken und ${down} vom oberen Rand.`,
  boxAt: (across, down) => `Die Box ist bei ${at(across, down)}.`,
  noBox: 'Es gibt keine Box.',
  brushPaints: (across, down) => `Der Pinsel malt bei ${at(across, down)}.`,
  brushLifted: (across, down) => `Der Pinsel ist abgehoben bei ${at(across, down)}.`,
  eraserErases: (across, down) => `Der Radierer radiert bei ${at(across, down)}.`,
  eraserLifted: (across, down) => `Der Radierer ist abgehoben bei ${at(across, down)}.`,

  barBefore: (share) => `vorher: ${share}`,
  change: (name, before, now) => `${name}: vorher ${before}, jetzt ${now}.`,
  otherScale:
    'Beides ist der Softmax des Netzes selbst: Die kalibrierten Prozentwerte davor galten nur für die unveränderten Gewichte.',
  nowFirst: (name, share) => `Die wahrscheinlichste Klasse ist jetzt ${name} mit ${share}.`,
};
