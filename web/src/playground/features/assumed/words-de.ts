import type { Translated } from '../../kit/words.js';
import type { AssumedWords } from './words-en.js';

export const words: Translated<AssumedWords> = {
  heading: 'Was von diesem Netz angenommen wird',
  pixelsGuessed: (other) =>
    `Die Datei sagt nicht, wie Pixel vorbereitet werden. 0 bis 1 ist geraten.${other === 'MNIST' ? ' Netze für Ziffern erwarten meist weiße auf Schwarz.' : ''}`,
  usePixels: (other) => `Mittelwert und Abweichung von ${other} verwenden`,
  namesMissing: 'Sie benennt keine ihrer 1000 Klassen.',
  useNames: 'Namen von ImageNet verwenden',
  namesFrom: 'der Liste der 1000 Namen von ImageNet, was eine Annahme ist',
};
