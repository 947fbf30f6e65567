// The features of the playground, in the order in which they stand on the page.

import { address } from './features/address/index.js';
import { answer } from './features/answer/index.js';
import { assumed } from './features/assumed/index.js';
import { benchmark } from './features/benchmark/index.js';
import { blank } from './features/blank/index.js';
import { camera } from './features/camera/index.js';
import { change } from './features/change/index.js';
import { columns } from './features/columns/index.js';
import { compare } from './features/compare/index.js';
import { credits } from './features/credits/index.js';
import { detections } from './features/detections/index.js';
import { draw } from './features/draw/index.js';
import { drop } from './features/drop/index.js';
import { edit } from './features/edit/index.js';
import { embed } from './features/embed/index.js';
import { file } from './features/file/index.js';
import { guide } from './features/guide/index.js';
import { header } from './features/header/index.js';
import { inputForm } from './features/input-form/index.js';
import { keep } from './features/keep/index.js';
import { lab } from './features/lab/index.js';
import { language } from './features/language/index.js';
import { layer } from './features/layer/index.js';
import { legend } from './features/legend/index.js';
import { link } from './features/link/index.js';
import { map } from './features/map/index.js';
import { models } from './features/models/index.js';
import { network } from './features/network/index.js';
import { opinion } from './features/opinion/index.js';
import { patches } from './features/patches/index.js';
import { picture } from './features/picture/index.js';
import { progress } from './features/progress/index.js';
import { selection } from './features/selection/index.js';
import { slide } from './features/slide/index.js';
import { table } from './features/table/index.js';
import { takeHome } from './features/take-home/index.js';
import { theme } from './features/theme/index.js';
import { weights } from './features/weights/index.js';
import { why } from './features/why/index.js';
import type { Feature } from './kit/feature.js';
import { runCycle } from './run/index.js';

export const features: readonly Feature[] = [
  theme,
  header,
  progress,
  link,
  weights,
  picture,
  opinion,
  answer,
  assumed,
  detections,
  change,
  network,
  columns,
  map,
  legend,
  table,
  why,
  compare,
  lab,
  blank,
  benchmark,
  guide,
  embed,
  credits,
  keep,
  language,
  selection,
  layer,
  patches,
  slide,
  models,
  drop,
  draw,
  edit,
  inputForm,
  file,
  camera,
  takeHome,
  address,
  runCycle,
];
