// A page of the course: its picture, its exercises, and what was answered.

import { answersPart } from './answers.js';
import { enliven } from './exercise.js';
import { pictureBar } from './picture.js';

const page = location.pathname
  .split('/')
  .at(-1)
  .replace(/\.html$/, '');

for (const bar of document.querySelectorAll('.course-picture')) pictureBar(bar);
for (const section of document.querySelectorAll('.exercise')) enliven(section, page);
for (const place of document.querySelectorAll('.course-answers')) answersPart(place);
// The form is higher than what it replaced.
const wanted = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (wanted) wanted.scrollIntoView();
