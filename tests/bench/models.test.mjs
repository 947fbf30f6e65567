import { expect, it } from 'vitest';
import { exportHint, models, readModel, seededInput } from './models.mjs';

it('reads TinyVGG from the repository', () => {
  const { bytes, shape, input, expected } = readModel(models.find(({ id }) => id === 'tinyvgg'));
  expect(bytes.length).toBeGreaterThan(80_000);
  expect(input.length).toBe(shape.reduce((product, size) => product * size, 1));
  expect(expected).toBeUndefined();
});

it('has no network that was not exported', () => {
  expect(readModel({ id: 'never-exported', name: 'Never' })).toBeUndefined();
  expect(exportHint([{ id: 'resnet18', name: 'ResNet-18' }])).toMatch(
    /ResNet-18.*python3 tests\/networks\/export\.py --only resnet18$/,
  );
});

it('makes the same input every time, spread over 0 to 1', () => {
  const input = seededInput(10_000);
  expect(input).toEqual(seededInput(10_000));
  expect(Math.min(...input)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...input)).toBeLessThan(1);
  expect(input.reduce((sum, value) => sum + value, 0) / input.length).toBeCloseTo(0.5, 1);
});
