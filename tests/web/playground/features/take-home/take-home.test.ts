import { describe, expect, test } from 'vitest';
import {
  exportName,
  npyBytes,
  planeCsv,
  valueCsv,
} from '../../../../../web/src/playground/features/take-home/take-home.js';
import { value } from '../../../support/app.js';

describe('NPY', () => {
  test('magic, version, a header padded to 64, then little-endian float32', () => {
    const bytes = npyBytes(value([1, 2, 3], (i) => i + 0.5));
    expect([...bytes.subarray(0, 8)]).toEqual([0x93, 78, 85, 77, 80, 89, 1, 0]);
    const length = (bytes[8] ?? 0) + 256 * (bytes[9] ?? 0);
    expect((10 + length) % 64).toBe(0);
    const header = new TextDecoder().decode(bytes.subarray(10, 10 + length));
    expect(header.trimEnd()).toBe("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, 3), }");
    expect(header.endsWith('\n')).toBe(true);
    const view = new DataView(bytes.buffer, 10 + length);
    expect(Array.from({ length: 6 }, (_, i) => view.getFloat32(4 * i, true))).toEqual([
      0.5, 1.5, 2.5, 3.5, 4.5, 5.5,
    ]);
    expect(bytes).toHaveLength(10 + length + 24);
  });

  test('a vector is a tuple of one', () => {
    const text = new TextDecoder().decode(npyBytes(value([4], () => 0)));
    expect(text).toContain("'shape': (4,), }");
  });
});

describe('CSV', () => {
  test('a plane as rows, each number the shortest that reads back the same', () => {
    const data = Float32Array.of(9, 0.1, -2, 1e-7, Number.NaN, Number.POSITIVE_INFINITY);
    expect(planeCsv(data, { offset: 1, height: 2, width: 2 })).toBe('0.1,-2\r\n1e-7,nan\r\n');
    expect(planeCsv(data, { offset: 5, height: 1, width: 1 })).toBe('inf\r\n');
  });

  test('a value as one line an element, with its indices', () => {
    const text = valueCsv(value([1, 2, 2], (i) => i / 4));
    expect(text).toBe(
      'axis 0,axis 1,axis 2,value\r\n0,0,0,0\r\n0,0,1,0.25\r\n0,1,0,0.5\r\n0,1,1,0.75\r\n',
    );
  });
});

test('file names hold nothing that a file system minds', () => {
  expect(exportName(['TinyVGG', 'conv_1_1', 'channel 3'], 'npy')).toBe(
    'TinyVGG-conv_1_1-channel_3.npy',
  );
  expect(exportName(['../../etc', '/layer1/conv', 'Größe'], 'csv')).toBe(
    'etc-layer1_conv-Größe.csv',
  );
  expect(exportName(['???'], 'png')).toBe('value.png');
  expect(exportName(['a'.repeat(500)], 'csv').length).toBeLessThanOrEqual(124);
});
