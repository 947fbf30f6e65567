// German: the words of every folder.

import { words as address } from '../features/address/words-de.js';
import { words as answer } from '../features/answer/words-de.js';
import { words as assumed } from '../features/assumed/words-de.js';
import { words as benchmarkTab } from '../features/benchmark/tab/words-de.js';
import { words as benchmark } from '../features/benchmark/words-de.js';
import { words as blank } from '../features/blank/words-de.js';
import { words as cameraFailure } from '../features/camera/failure/words-de.js';
import { words as camera } from '../features/camera/words-de.js';
import { words as change } from '../features/change/words-de.js';
import { words as columns } from '../features/columns/words-de.js';
import { words as compareTab } from '../features/compare/tab/words-de.js';
import { words as compare } from '../features/compare/words-de.js';
import { words as credits } from '../features/credits/words-de.js';
import { words as detections } from '../features/detections/words-de.js';
import { words as draw } from '../features/draw/words-de.js';
import { words as drop } from '../features/drop/words-de.js';
import { words as edit } from '../features/edit/words-de.js';
import { words as embed } from '../features/embed/words-de.js';
import { words as fileFacts } from '../features/file/facts/words-de.js';
import { words as file } from '../features/file/words-de.js';
import { words as guide } from '../features/guide/words-de.js';
import { words as header } from '../features/header/words-de.js';
import { words as inputFormFields } from '../features/input-form/fields/words-de.js';
import { words as inputForm } from '../features/input-form/words-de.js';
import { words as keepTold } from '../features/keep/told/words-de.js';
import { words as keep } from '../features/keep/words-de.js';
import { words as labTab } from '../features/lab/tab/words-de.js';
import { words as lab } from '../features/lab/words-de.js';
import { words as language } from '../features/language/words-de.js';
import { words as layer } from '../features/layer/words-de.js';
import { words as legend } from '../features/legend/words-de.js';
import { words as link } from '../features/link/words-de.js';
import { words as map } from '../features/map/words-de.js';
import { words as models } from '../features/models/words-de.js';
import { words as network } from '../features/network/words-de.js';
import { words as opinion } from '../features/opinion/words-de.js';
import { words as patches } from '../features/patches/words-de.js';
import { words as picture } from '../features/picture/words-de.js';
import { words as progress } from '../features/progress/words-de.js';
import { words as slide } from '../features/slide/words-de.js';
import { words as table } from '../features/table/words-de.js';
import { words as takeHome } from '../features/take-home/words-de.js';
import { words as weights } from '../features/weights/words-de.js';
import { words as whyPanel } from '../features/why/panel/words-de.js';
import { words as why } from '../features/why/words-de.js';
import type { Dictionary } from '../kit/words.js';
import { words as kit } from '../kit/words-de.js';
import { words as networkWords } from '../network/words-de.js';
import { words as run } from '../run/words-de.js';

export const dictionary: Dictionary = {
  address,
  answer,
  assumed,
  benchmark,
  'benchmark-tab': benchmarkTab,
  blank,
  camera,
  'camera-failure': cameraFailure,
  change,
  columns,
  compare,
  'compare-tab': compareTab,
  credits,
  detections,
  draw,
  drop,
  edit,
  embed,
  file,
  'file-facts': fileFacts,
  guide,
  header,
  'input-form': inputForm,
  'input-form-fields': inputFormFields,
  keep,
  'keep-told': keepTold,
  kit,
  lab,
  'lab-tab': labTab,
  language,
  layer,
  legend,
  link,
  map,
  models,
  network,
  'network-words': networkWords,
  opinion,
  patches,
  picture,
  progress,
  run,
  slide,
  table,
  'take-home': takeHome,
  weights,
  why,
  'why-panel': whyPanel,
};
