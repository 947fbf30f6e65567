import { describe, expect, test } from 'vitest';
import { exportName } from '../../../../../web/src/playground/features/take-home/names.js';
import {
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
  test('a plane as numbered rows and columns, each number the shortest that reads back the same', () => {
    const data = Float32Array.of(9, 0.1, -2, 1e-7, Number.NaN, Number.POSITIVE_INFINITY);
    expect(planeCsv(data, { offset: 1, height: 2, width: 2 })).toBe(
      'row,column 0,column 1\r\n0,0.1,-2\r\n1,1e-7,nan\r\n',
    );
    expect(planeCsv(data, { offset: 5, height: 1, width: 1 })).toBe('row,column 0\r\n0,inf\r\n');
  });

  test('maps as one line per element, with its channel, row and column', () => {
    const text = valueCsv(value([1, 2, 1, 2], (i) => i / 4));
    expect(text).toBe(
      'channel,row,column,value\r\n0,0,0,0\r\n0,0,1,0.25\r\n1,0,0,0.5\r\n1,0,1,0.75\r\n',
    );
    expect(valueCsv(value([2, 1, 1, 1], () => 3))).toBe(
      'batch,channel,row,column,value\r\n0,0,0,0,3\r\n1,0,0,0,3\r\n',
    );
  });

  test('a vector of one number per class names the classes, and none is a formula', () => {
    const scores = value([1, 2], (i) => i - 0.5);
    expect(valueCsv(scores, ['tench, a fish', '=1+1'])).toBe(
      `index,class,value\r\n0,"tench, a fish",-0.5\r\n1,'=1+1,0.5\r\n`,
    );
    expect(valueCsv(scores, ['of', 'another', 'length'])).toBe(
      'index,value\r\n0,-0.5\r\n1,0.5\r\n',
    );
  });

  test('axes without a name are counted as in the shape of the value', () => {
    expect(valueCsv(value([1, 2, 1], (i) => i))).toBe('axis 1,axis 2,value\r\n0,0,0\r\n1,0,1\r\n');
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
