// An exercise on a page of stand-ins: what is judged and kept is what was in the field when it was sent.

import { beforeEach, expect, test, vi } from 'vitest';

/** The engine answers when the test lets it: each question by itself. */
const engine = vi.hoisted(() => {
  const asked = [];
  const facts = () =>
    new Promise((resolve, reject) => {
      asked.push({ answer: (conv) => resolve({ conv: () => conv }), fail: reject });
    });
  return { asked, facts };
});
vi.mock('../../../../web/docs/site/static/course/engine.js', () => ({ facts: engine.facts }));

/** Another picture than the course begins with is chosen at any time. */
const pictures = vi.hoisted(() => []);
vi.mock('../../../../web/docs/site/static/course/picture.js', () => ({
  ...{ isUsual: () => true, pictureName: () => 'church' },
  onPicture: (listener) => pictures.push(listener),
}));

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
  replaceWith() {}
  get children() {
    return this.content;
  }
  get childNodes() {
    return this.content;
  }
  get textContent() {
    return this.text;
  }
  set textContent(text) {
    this.content = [text];
  }
  get text() {
    return this.content.map((part) => part.text ?? part).join('');
  }
}

/** numbers: of the question; options: of its answers, where it has a choice. */
async function exerciseOf(id, exercise, { numbers = [], options } = {}) {
  vi.stubGlobal('document', { createElement: () => new Stub() });
  const { enliven } = await import('../../../../web/docs/site/static/course/exercise.js');
  let parts = [];
  const details = { replaceWith: (...made) => (parts = made) };
  const list = options && Object.assign(new Stub(), { content: options });
  const section = Object.assign(new Stub(), {
    id,
    dataset: { exercise: JSON.stringify(exercise) },
    querySelector: (what) => ({ details, 'ul.options': list })[what] ?? null,
    querySelectorAll: () => numbers,
  });
  enliven(section, 'size');
  const [form, verdict] = parts;
  const all = (part) => [part, ...(part.content ?? []).flatMap(all)];
  const inputs = all(form).filter(({ inputmode, type }) => inputmode || type === 'radio');
  const button = all(form).find(({ type }) => type === 'submit');
  return { section, form, verdict, inputs, button };
}

const submit = (form) => form.listeners.submit({ preventDefault() {} });

/** The question to the engine that is asked next. */
async function nextAsked() {
  await vi.waitFor(() => expect(engine.asked.length).toBeGreaterThan(0));
  return engine.asked.shift();
}

const kept = async () =>
  (await import('../../../../web/docs/site/static/course/answers.js')).answerOf;

beforeEach(() => {
  pictures.length = 0;
  engine.asked.length = 0;
});

test('a field that is changed while the engine computes changes neither the verdict nor what is kept', async () => {
  const exercise = { answer: 'conv()', within: 0, wrongs: [], unit: 'cells' };
  const { section, form, verdict, inputs } = await exerciseOf('output-size', exercise);
  const [input] = inputs;
  input.value = '30';
  submit(form);
  input.value = '31';
  (await nextAsked()).answer(31);
  await vi.waitFor(() => expect(verdict.text).toMatch(/^Not right/));
  expect(section.dataset.verdict).toBe('wrong');
  const answerOf = await kept();
  expect(answerOf('size', 'output-size')).toMatchObject({ prediction: '30', right: false });
});

const number = (text) =>
  Object.assign(new Stub(), { dataset: { fact: 'conv()' }, content: [text] });
const NUMBERED = { answer: 'conv()', within: 0, wrongs: [] };

test('nothing can be predicted while the numbers of the question are filled in', async () => {
  const asked = number('31');
  const { inputs, button } = await exerciseOf('filled', NUMBERED, { numbers: [asked] });
  const controls = [...inputs, button];
  expect(controls).toHaveLength(2);
  for (const changed of pictures) changed();
  expect(asked.text).toBe('…');
  expect(controls.every(({ disabled }) => disabled)).toBe(true);
  (await nextAsked()).answer(7);
  await vi.waitFor(() => expect(asked.text).toBe('7'));
  expect(controls.some(({ disabled }) => disabled)).toBe(false);
});

test('the numbers of before come back where those of another picture cannot be read', async () => {
  const asked = number('31');
  const { verdict, button } = await exerciseOf('failed', NUMBERED, { numbers: [asked] });
  for (const changed of pictures) changed();
  const first = await nextAsked();
  for (const changed of pictures) changed();
  const second = await nextAsked();
  first.fail(new Error('late'));
  second.fail(new Error('no connection.'));
  await vi.waitFor(() => expect(verdict.text).toMatch(/no connection/));
  expect(verdict.text).not.toMatch(/late/);
  expect(asked.text).toBe('31');
  expect(button.disabled).toBe(false);
});

test('a choice is found again by its place, whatever numbers its text has by then', async () => {
  const option = (text) => Object.assign(new Stub(), { content: [text] });
  const exercise = { options: ['conv()', 'conv()'] };
  const first = await exerciseOf('chosen', exercise, { options: [option('31 %'), option('4 %')] });
  first.inputs[1].checked = true;
  submit(first.form);
  (await nextAsked()).answer(1);
  const answerOf = await kept();
  await vi.waitFor(() => expect(answerOf('size', 'chosen')).toBeDefined());
  const again = await exerciseOf('chosen', exercise, { options: [option('8 %'), option('9 %')] });
  expect(again.inputs.map(({ checked = false }) => checked)).toEqual([false, true]);
});
