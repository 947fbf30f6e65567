// Every word of this feature.

import { wordsOf } from '../../kit/words.js';

const english = {
  tool: 'Tool',
  tools: { crop: 'Move crop', brush: 'Brush', erase: 'Erase', occluder: 'Box' },
  help: {
    crop: 'Drag the frame, or use the arrow keys. The plus and minus keys change its size.',
    brush:
      'Paint over the picture. The arrow keys move the brush, and Space puts it down and lifts it.',
    erase: "The eraser restores the picture's own pixels. The keys are the same as for the brush.",
    occluder: 'Drag a box over the picture, or use the arrow keys. Delete removes it.',
  },
  picture: (name: string, tool: string) => `Picture: ${name}. ${tool}.`,

  size: 'Size',
  zoom: 'Zoom',
  colour: 'Colour',
  colours: {
    grey: 'Grey',
    black: 'Black',
    white: 'White',
    red: 'Red',
    yellow: 'Yellow',
    green: 'Green',
    blue: 'Blue',
  },
  otherColour: 'Another colour',

  undo: 'Undo stroke',
  removeBox: 'Remove box',
  resetCrop: 'Reset crop',
  removeEdits: 'Remove all edits',
  onlyHere: 'The address of this page shows the picture without your edits.',
  showBefore: 'Outline the answer before the edits',

  // For screen readers: where the tool is, as percentages.
  cropAt: (width: number, height: number, across: string, down: string) =>
    `The network gets the framed ${width} × ${height} pixels of the picture. The frame begins ${across} from the left and ${down} from the top.`,
  boxAt: (across: string, down: string) => `The box is at ${across} across and ${down} down.`,
  noBox: 'There is no box.',
  brushPaints: (across: string, down: string) =>
    `The brush is painting at ${across} across and ${down} down.`,
  brushLifted: (across: string, down: string) =>
    `The brush is lifted at ${across} across and ${down} down.`,
  eraserErases: (across: string, down: string) =>
    `The eraser is erasing at ${across} across and ${down} down.`,
  eraserLifted: (across: string, down: string) =>
    `The eraser is lifted at ${across} across and ${down} down.`,

  // Probabilities before the edits and now, as percentages
  barBefore: (share: string) => `before: ${share}`,
  change: (name: string, before: string, now: string) => `${name}: ${before} before, ${now} now.`,
  otherScale:
    "Both are the network's own softmax: the calibrated percentages before held for the unchanged weights alone.",
  nowFirst: (name: string, share: string) => `The most likely class is now ${name} with ${share}.`,
};

export type EditWords = typeof english;
export const words = wordsOf('edit', english);
