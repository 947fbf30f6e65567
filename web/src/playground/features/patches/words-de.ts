import { html } from 'lit/html.js';
import { count, percent } from '../../kit/format.js';
import type { Translated } from '../../kit/words.js';
import type { Lie, Pattern, Side } from './kernel-pattern.js';
import type { PatchesWords } from './words-en.js';

const pictures = (of: number) => `${count(of)} ${of === 1 ? 'Bild' : 'Bilder'}`;
const files = (of: number) => `${count(of)} ${of === 1 ? 'Datei' : 'Dateien'}`;

const SIDES: Record<Side, readonly [bright: string, dark: string]> = {
  right: ['rechts', 'links'],
  lowerRight: ['rechts unten', 'links oben'],
  bottom: ['unten', 'oben'],
  lowerLeft: ['links unten', 'rechts oben'],
  left: ['links', 'rechts'],
  upperLeft: ['links oben', 'rechts unten'],
  top: ['oben', 'unten'],
  upperRight: ['rechts oben', 'links unten'],
};

const LIES: Record<Lie, string> = {
  upright: 'von oben nach unten laufen',
  rising: 'nach rechts oben laufen',
  level: 'von links nach rechts laufen',
  falling: 'nach rechts unten laufen',
};

const COLOURS = ['Rot', 'Grün', 'Blau'];

function reactsTo(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'bright':
      return 'helle Stellen';
    case 'dark':
      return 'dunkle Stellen';
    case 'colour':
      return `Stellen mit ${pattern.isMore ? 'mehr' : 'weniger'} ${COLOURS[pattern.colour]} als anderen Farben`;
    case 'edge': {
      const [bright, dark] = SIDES[pattern.side];
      return `Kanten, die ${bright} hell und ${dark} dunkel sind`;
    }
    case 'stripes':
      return `feine Streifen, die ${LIES[pattern.lie]}`;
    case 'brightSpot':
      return 'helle Punkte auf dunklerem Grund';
    case 'darkSpot':
      return 'dunkle Punkte auf hellerem Grund';
    case 'fine':
      return 'ein feines Muster wie Ecken';
    case 'colours':
      return 'ein Muster aus Farben wie eine Kante zwischen zwei Farben';
  }
}

export const words: Translated<PatchesWords> = {
  heading: (channel) => `Was ${channel} am stärksten erregt`,
  channel: (channel) => `Kanal ${channel}`,
  unit: (unit, label) => (label ? `${label} (Einheit ${unit})` : `Einheit ${unit}`),
  isInput:
    'Das ist das Bild selbst. Öffnen Sie eine spätere Schicht, um zu sehen, worauf ihre Kanäle reagieren.',
  noPicture: 'Dieses Netz nimmt kein Bild, also kann es kein Teil eines Bildes erregen.',

  allKernels: (kernels) => `Die Kernel aller ${count(kernels)} Kanäle`,
  firstKernels: (shown, kernels) =>
    `Die Kernel der ersten ${count(shown)} von ${count(kernels)} Kanälen`,
  colourKernel:
    'Der Kernel als ein Bild: Grau ist ein Gewicht von 0; Rot, Grün und Blau sind heller, wo ihr Gewicht größer ist.',
  pattern: (channel, { pattern, share, isMixed }) =>
    isMixed
      ? `Die Gewichte von Kanal ${channel} mischen mehrere Muster. Das stärkste davon (${percent(share)} des Kernels) reagiert auf ${reactsTo(pattern)}.`
      : `Nach seinen Gewichten reagiert Kanal ${channel} am stärksten auf ${reactsTo(pattern)} (${percent(share)} des Kernels).`,
  colourKernelLabel: (channel) => `Kernel von Kanal ${channel} in Farbe`,
  kernels: (channel, kernels) =>
    kernels === 1
      ? `Der Kernel von Kanal ${channel}. Orange Gewichte sind positiv, blaue negativ.`
      : `Der Kernel von Kanal ${channel} hat einen Teil für jeden seiner ${count(kernels)} Eingangskanäle. Orange Gewichte sind positiv, blaue negativ.`,
  manyKernels: (channel, kernels) =>
    `Der Kernel von Kanal ${channel} hat einen Teil für jeden von ${count(kernels)} Eingangskanälen. Sie stehen unter Gewichte.`,

  ruleOfUnit:
    'Eine Einheit hat für jedes Bild einen Wert. Der Ausschnitt ist der Teil des Bildes, den sie sieht.',
  rule: 'Aus jedem Bild kommt ein Ausschnitt: der Teil, den die Zelle mit dem größten Wert sieht.',
  area: ({ height, width, rows, columns }) =>
    `Eine Zelle sieht hier bis zu ${height} × ${width} der ${rows} × ${columns} Pixel der Eingabe.`,
  patch: ({ picture, cell, value }) =>
    cell
      ? `${picture}, Zelle y ${cell.y}, x ${cell.x}, Wert ${value}. Das ganze Bild zeigen.`
      : `${picture}, Wert ${value}. Das ganze Bild zeigen.`,
  none: 'Noch gibt kein Bild diesem Kanal einen Wert.',
  notExcited:
    'Keines dieser Bilder gibt diesem Kanal einen Wert über 0, daher sagen die Ausschnitte wenig.',
  lost: 'Dieses Bild lässt sich nicht noch einmal lesen. Vielleicht wurde seine Datei verschoben oder geändert.',

  whole: ({ picture, cell, value }) =>
    cell
      ? html`<strong>${picture}</strong>: Die Zelle bei y ${cell.y}, x ${cell.x} hat den Wert ${value}. Sie
          sieht den eingerahmten Teil der Eingabe.`
      : html`<strong>${picture}</strong>: Die Einheit hat den Wert ${value}. Sie sieht den eingerahmten Teil
          der Eingabe.`,
  open: 'Dieses Bild bei dieser Zelle öffnen',
  openForUnit: 'Dieses Bild öffnen',

  samples: (of) => `Bilder: die ${pictures(of)} dieser Seite.`,
  own: (of) => `Bilder: ${files(of)} von Ihnen.`,
  choose: 'Bilder wählen …',
  chooseFolder: 'Ordner wählen …',
  useSamples: 'Die Bilder dieser Seite nehmen',
  dropHint: 'Sie können auch Bilder oder einen Ordner hier ablegen. Sie bleiben auf diesem Gerät.',
  noFiles:
    'In dem, was gewählt wurde, sind keine Dateien. Wählen Sie Bilder oder einen Ordner, der welche enthält.',
  start: (of) => `${pictures(of)} für diese Schicht durchsehen`,
  again: 'Neu beginnen',
  progress: (done, total) =>
    `${count(done)} von ${total === 1 ? '1 Bild' : `${count(total)} Bildern`}`,
  progressLabel: 'Durchgesehene Bilder',
  cancel: 'Abbrechen',
  stopped: (done, total) =>
    `Nach ${count(done)} von ${total === 1 ? '1 Bild' : `${count(total)} Bildern`} abgebrochen. Die Ausschnitte sind aus diesen.`,
  failed: 'Die Bilder ließen sich nicht durchsehen:',
  refused: (of, total) =>
    `${count(of)} von ${total === 1 ? '1 Datei' : `${count(total)} Dateien`} ${of === 1 ? 'ließ' : 'ließen'} sich nicht als Bild lesen:`,
  more: (of) => `und ${count(of)} weitere`,
  noNetwork: 'Das Netz ist nicht mehr geöffnet.',
  noInput: 'Der Lauf ergab keine Eingabe.',
  digit: (digit) => `Ziffer ${digit}`,

  allChannels: (channels) => (channels === 1 ? 'Der eine Kanal' : `Alle ${count(channels)} Kanäle`),
  allUnits: (units) => (units === 1 ? 'Die eine Einheit' : `Alle ${count(units)} Einheiten`),
  listHint: (hasKernel) =>
    hasKernel
      ? html`Jede Zeile zeigt den Kernel und die drei stärksten Ausschnitte. Wählen Sie eine, um ihren Kanal zu öffnen.`
      : html`Jede Zeile zeigt die drei stärksten Ausschnitte. Wählen Sie eine, um ihren Kanal zu öffnen.`,
  showMore: (channels) => `${count(channels)} weitere zeigen`,
};
