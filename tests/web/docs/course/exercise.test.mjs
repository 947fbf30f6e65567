// An exercise on a page of stand-ins: what is judged and kept is what was in the field when it was sent.

import { expect, test, vi } from 'vitest';

/** The engine answers when the test lets it. */
const engine = vi.hoisted(() => {
  const state = { answer: () => {} };
  const opened = new Promise((resolve) => {
    state.answer = () => resolve({ conv: () => 31 });
  });
  return { ...state, facts: () => opened };
});
vi.mock('../../../../web/docs/site/static/course/engine.js', () => ({ facts: engine.facts }));

/** As much of an element as an exercise uses. */
class Stub {
  dataset = {};
  value = '';
  content = [];
  listeners = {};
  setAttribute(name, value) {
    this[name] = value;
  }
  append(...content) {
    this.content.push(...content);
  }
  replaceChildren(...content) {
    this.content = content;
  }
  addEventListener(name, listener) {
    this.listeners[name] = listener;
  }
  get text() {
    return this.content.map((part) => part.text ?? part).join('');
  }
}

test('a field that is changed while the engine computes changes neither the verdict nor what is kept', async () => {
  vi.stubGlobal('document', { createElement: () => new Stub() });
  const { enliven } = await import('../../../../web/docs/site/static/course/exercise.js');
  const { answerOf } = await import('../../../../web/docs/site/static/course/answers.js');
  const exercise = { answer: 'conv()', within: 0, wrongs: [], unit: 'cells' };
  let parts = [];
  const details = { replaceWith: (...made) => (parts = made) };
  const section = Object.assign(new Stub(), {
    id: 'output-size',
    dataset: { exercise: JSON.stringify(exercise) },
    querySelector: (what) => (what === 'details' ? details : null),
  });
  enliven(section, 'size');
  const [form, verdict] = parts;
  const input = form.content.find(({ inputmode }) => inputmode !== undefined);
  input.value = '30';
  form.listeners.submit({ preventDefault() {} });
  input.value = '31';
  engine.answer();
  await vi.waitFor(() => expect(verdict.text).toMatch(/^Not right/));
  expect(section.dataset.verdict).toBe('wrong');
  expect(answerOf('size', 'output-size')).toMatchObject({ prediction: '30', right: false });
});
