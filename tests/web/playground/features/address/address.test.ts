import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAddressWriter } from '../../../../../web/src/playground/features/address/address.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function bar(): {
  write: (hash: string, back?: string) => void;
  shown: string[];
  /** What Back leads away from. */
  steps: string[];
  came: (back: string) => void;
  fromOutside: (hash: string) => void;
} {
  const shown: string[] = [];
  const steps: string[] = [];
  let address = '#model=earlier';
  let now = { hash: '', back: '' };
  const { follow: changed, came } = createAddressWriter(() => now, {
    read: () => address,
    write: (hash, back, isStep) => {
      address = hash;
      shown.push(hash);
      if (isStep) steps.push(back);
    },
  });
  return {
    shown,
    steps,
    came,
    write(hash, back = hash) {
      now = { hash, back };
      changed();
    },
    fromOutside(hash) {
      address = hash;
    },
  };
}

test('another model or sample is in the address at once', () => {
  const { write, shown } = bar();
  write('#model=a&sample=one.webp');
  write('#model=b&sample=one.webp');
  write('#model=b&sample=two.webp');
  write('');
  expect(shown).toEqual([
    '#model=a&sample=one.webp',
    '#model=b&sample=one.webp',
    '#model=b&sample=two.webp',
    '',
  ]);
});

test('of many places in a network the last is written, few times', () => {
  const { write, shown } = bar();
  write('#model=a');
  for (let y = 0; y < 1000; y += 1) {
    write(`#model=a&layer=conv&cell=${y},0`);
    vi.advanceTimersByTime(10);
  }
  vi.runAllTimers();
  // Ten seconds; WebKit allows 100 changes in thirty.
  expect(shown.length).toBeLessThan(33);
  expect(shown.at(-1)).toBe('#model=a&layer=conv&cell=999,0');
});

test('a place that was on its way is where Back from another model leads, and does not bring it back', () => {
  const { write, shown, steps } = bar();
  write('#model=a&layer=conv');
  write('#model=a');
  write('#model=b');
  vi.runAllTimers();
  expect(shown).toEqual(['#model=a&layer=conv', '#model=a', '#model=b']);
  expect(steps).toEqual(['#model=b']);
});

test('a place that was on its way is not written over where Back has led', () => {
  const { write, shown, came, fromOutside } = bar();
  write('#model=a');
  write('#model=a&channel=2');
  fromOutside('#model=b');
  came('#model=b');
  write('#model=b&view=table');
  vi.runAllTimers();
  expect(shown).toEqual(['#model=a', '#model=b&view=table']);
});

test('another network of the user is a step, and its address stays empty', () => {
  const { write, shown, steps } = bar();
  write('', '#own=10%20one.onnx');
  write('', '#own=20%20two.onnx');
  write('#model=a');
  expect(shown).toEqual(['', '', '#model=a']);
  expect(steps).toEqual(['#own=20%20two.onnx', '#model=a']);
});

test('what is shown already is not written again', () => {
  const { write, shown } = bar();
  write('');
  write('#model=a');
  write('#model=a');
  vi.runAllTimers();
  expect(shown).toEqual(['', '#model=a']);
});

test('an address from outside that the page does not follow is put right', () => {
  const { write, shown, fromOutside } = bar();
  write('#model=a');
  fromOutside('#model=nosuch');
  write('#model=a');
  fromOutside('#model=a&layer=nosuch');
  write('#model=a');
  vi.runAllTimers();
  expect(shown).toEqual(['#model=a', '#model=a', '#model=a']);
});

test('another view, and a layer that is opened, are steps that Back undoes', () => {
  const { write, steps } = bar();
  write('#model=a');
  write('#model=a&view=table');
  write('#model=a&view=table&layer=one');
  write('#model=a&view=table&layer=two');
  vi.runAllTimers();
  write('#model=a&view=table');
  expect(steps).toEqual(['#model=a&view=table', '#model=a&view=table&layer=one']);
});

test('the tour is one step, whatever it opens and shuts', () => {
  const { write, steps } = bar();
  write('#model=a');
  write('#model=a&step=0');
  write('#model=a&layer=one&step=1');
  write('#model=a&view=table&step=2');
  write('#model=a&view=table');
  vi.runAllTimers();
  write('#model=a');
  vi.runAllTimers();
  expect(steps).toEqual(['#model=a&step=0', '#model=a']);
});

test('another network is a step in the tour, too', () => {
  const { write, steps } = bar();
  write('#model=a&step=3');
  write('#model=b&step=3');
  expect(steps).toEqual(['#model=b&step=3']);
});

test('what Back led to is no step of its own', () => {
  const { write, steps, came, fromOutside } = bar();
  write('#model=a');
  write('#model=a&view=table');
  fromOutside('#model=a');
  came('#model=a');
  write('#model=a');
  expect(steps).toEqual(['#model=a&view=table']);
});

test('in a model of the user Back works too, and its address stays empty', () => {
  const { write, shown, steps } = bar();
  write('', '');
  write('', '#view=table');
  write('', '#view=table&layer=mine');
  expect(shown).toEqual(['', '', '']);
  expect(steps).toEqual(['#view=table', '#view=table&layer=mine']);
});

test('what was looked at for a moment, and left again, is no place to come back to', () => {
  const { write, shown } = bar();
  write('#model=a');
  write('#model=a&class=7');
  write('#model=a');
  vi.advanceTimersByTime(5000);
  write('#model=a&view=table');
  expect(shown).toEqual(['#model=a', '#model=a&view=table']);
});
