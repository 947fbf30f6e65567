import type { Translated } from '../../kit/words.js';
import type { InputFormWords, Preparation } from './words-en.js';

function fitted({ fit, resize, crop, multiple }: Preparation): string {
  const size = `${crop.width} × ${crop.height}`;
  const rounded = multiple ? `, gerundet auf ein Vielfaches von ${multiple}` : '';
  switch (fit) {
    case 'crop':
      return resize === undefined
        ? `Die mittleren ${size} Pixel werden ausgeschnitten.`
        : `Die kürzere Seite wird auf ${resize} px skaliert, dann werden die mittleren ${size} Pixel ausgeschnitten.`;
    case 'stretch':
      return `Das ganze Bild wird auf ${size} gestreckt.`;
    case 'letterbox':
      return `Das ganze Bild wird in ${size} eingepasst, daneben liegen Balken.`;
    case 'height':
      return `Die Höhe wird ${crop.height} px, und die Breite folgt dem Bild${rounded}.`;
    case 'own':
      return `Das Bild behält seine eigene Größe${rounded}.`;
  }
}

function prepared(of: Preparation): string {
  const { order, divisor, mean, deviation } = of;
  const steps = [
    ...(divisor === undefined ? [] : [`durch ${divisor} geteilt`]),
    ...(mean === undefined ? [] : [`um den Mittelwert ${mean} verringert`]),
    ...(deviation === undefined ? [] : [`durch die Standardabweichung ${deviation} geteilt`]),
  ];
  const last = steps.pop();
  const values = order === undefined ? 'Die Grauwerte' : `Die ${order}-Werte`;
  const scaled =
    last === undefined
      ? `${values} liegen zwischen 0 und 255.`
      : `${values} von 0 bis 255 werden ${steps.length > 0 ? `${steps.join(', ')} und ` : ''}${last}.`;
  return [fitted(of), scaled, ...(of.channelsLast ? ['Die Kanäle stehen zuletzt.'] : [])].join(' ');
}

export const words: Translated<InputFormWords> = {
  input: 'Eingabe:',
  prepared,
  batch: (count) =>
    `Das Netz nimmt ${count} Bilder auf einmal und bekommt dieses eine ${count}-mal.`,
  otherInputs: (names) =>
    names.length === 1
      ? `Der andere Eingang, ${names[0]}, bekommt Zahlen, die sich hier ändern lassen.`
      : `Die anderen Eingänge, ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' und weitere' : ''}, bekommen Zahlen, die sich hier ändern lassen.`,
  noPicture: (inputs) =>
    `Dieses Netz nimmt kein Bild. ${inputs === 1 ? 'Sein Eingang bekommt' : `Seine ${inputs} Eingänge bekommen`} ausgedachte Zahlen, die sich hier ändern lassen.`,
  asks: (width, height) =>
    `Die Datei sagt nicht, wie groß Bilder sein sollen: ${width} × ${height} ist geraten.`,
  chooseSize: 'Größe wählen',
};
