// Pickles that want to run something, to fill memory, or to read where nothing is. Each is a file whose refusal has to
// hold `says`.

import {
  type Code,
  call,
  code,
  dict,
  global,
  int,
  little,
  pickle,
  storage,
  tensor,
  text,
  torchFile,
  tuple,
} from '../../web/support/pickle-writer.js';

export interface BadFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Part of the sentence that refuses it; undefined: it may as well be read. */
  readonly says?: string | RegExp;
}

const weight = tensor(storage('0', 4), [2, 2], [2, 1]);
const state = (value: Code) => torchFile(pickle(dict([['w', value]])));
const bad = (name: string, bytes: Uint8Array<ArrayBuffer>, says?: string | RegExp): BadFile => ({
  name,
  bytes,
  ...(says === undefined ? {} : { says }),
});

/** Everything that Python would have run. */
const CALLABLES: readonly (readonly [module: string, name: string])[] = [
  ['os', 'system'],
  ['posix', 'system'],
  ['nt', 'system'],
  ['subprocess', 'Popen'],
  ['subprocess', 'check_output'],
  ['builtins', 'eval'],
  ['builtins', 'exec'],
  ['builtins', 'getattr'],
  ['builtins', '__import__'],
  ['builtins', 'open'],
  ['builtins', 'globals'],
  ['__builtin__', 'eval'],
  ['__builtin__', 'apply'],
  ['importlib', 'import_module'],
  ['runpy', '_run_code'],
  ['operator', 'attrgetter'],
  ['functools', 'partial'],
  ['pickle', 'loads'],
  ['marshal', 'loads'],
  ['ctypes', 'CDLL'],
  ['socket', 'create_connection'],
  ['webbrowser', 'open'],
  ['torch.hub', 'load'],
  ['torch.jit', 'load'],
  ['torch', 'load'],
  ['torch._utils', '_rebuild_tensor_v2.__globals__'],
  ['torch._utils', '__builtins__'],
  ['collections', 'OrderedDict.__class__'],
  ['collections', 'namedtuple'],
  ['torch.storage', '_load_from_bytes'],
  ['numpy.testing._private.utils', 'runstring'],
  ['constructor', 'constructor'],
  ['__proto__', 'polluted'],
  ['Object', 'prototype'],
  ['globalThis', 'eval'],
  ['', ''],
  ['torch', 'FloatStorage\u0000'],
];

function callables(): BadFile[] {
  return CALLABLES.flatMap(([module, name]) => {
    const says = name === '' || name.endsWith('\0') ? undefined : `${module}.${name}`;
    const stacked = code(text(module), text(name), '\x93');
    return [
      bad(`${module}.${name}`, state(call(global(module, name), text('touch /tmp/x'))), says),
      bad(`${module}.${name} by STACK_GLOBAL`, state(call(stacked, text('id'))), says),
      bad(`${module}.${name} by NEWOBJ`, state(code(stacked, tuple(text('id')), '\x81')), says),
      bad(`${module}.${name} instead of weights`, torchFile(pickle(stacked)), says),
    ];
  });
}

function tricks(): BadFile[] {
  const eval_ = global('builtins', 'eval');
  return [
    bad('INST', state('(ios\nsystem\n'), 'INST'),
    bad('OBJ', state('(ios\nsystem\no'), 'INST'),
    bad('EXT1', state('\x82\x01'), 'EXT1'),
    bad('EXT4', state('\x84\x01\x00\x00\x00'), 'EXT4'),
    bad('PERSID', state('Pkey\n'), 'PERSID'),
    bad('NEXT_BUFFER', state('\x97'), 'NEXT_BUFFER'),
    bad('__reduce__ within __reduce__', state(call(call(eval_, text('eval')), text('1'))), 'eval'),
    bad('__setstate__ on a dict', state(code('}', dict([['__setstate__', eval_]]), 'b')), 'eval'),
    bad('a tensor that is called', state(call(weight, text('x'))), 'no function'),
    bad('a text that is called', state(call(text('eval'), text('x'))), 'no function'),
    bad(
      'an allowed class that is no function',
      state(call(global('torch', 'float32'))),
      'no function',
    ),
    bad(
      '_rebuild_from_type_v2 of something else',
      state(
        call(
          global('torch._tensor', '_rebuild_from_type_v2'),
          global('torch', 'Size'),
          'N',
          tuple(),
          'N',
        ),
      ),
      'makes none',
    ),
    bad('attributes on a number', state(code(int(1), '}b')), 'has none'),
    bad(
      'a persistent id that is no storage',
      state(code(tuple(text('file'), text('/etc/passwd')), 'Q')),
      'unknown way',
    ),
    bad('a persistent id that is a text', state(code(text('/etc/passwd'), 'Q')), 'unknown way'),
    bad(
      'a storage of another class',
      state(code(tuple(text('storage'), global('torch', 'Size'), text('0'), 'N', int(4)), 'Q')),
      'unknown way',
    ),
    bad(
      'keys that JavaScript has names for',
      torchFile(
        pickle(
          dict(
            ['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map(
              (key) => [key, weight] as const,
            ),
          ),
        ),
      ),
    ),
    bad('protocol 0', torchFile(code('cos\nsystem\n(S"id"\ntR.')), 'os.system'),
    bad('protocol 9', torchFile(code('\x80\x09N.')), 'protocol 9'),
    bad('no instruction', state('\xff'), 'no instruction 255'),
    bad('nothing', torchFile(new Uint8Array()), /end is missing/),
    bad('an empty stack', torchFile(code('\x80\x02.')), 'empty stack'),
    bad('below a mark', torchFile(code('\x80\x02N(R.')), 'empty stack'),
    bad('no mark', torchFile(code('\x80\x02t.')), 'mark'),
    bad('a memo that is empty', torchFile(pickle('h\x05')), 'never remembered'),
    bad('odd entries', torchFile(pickle('}(', text('a'), 'u')), 'without a value'),
    bad('a name without an end', torchFile(code('\x80\x02c', 'a'.repeat(2000))), 'no end'),
  ];
}

/** Small files that become large in a reader that does what it is told. */
function bombs(): BadFile[] {
  const million = (letters: string) => letters.repeat(1_000_000);
  const laughs = code(
    text('ha'),
    'q\x00',
    ...Array.from(
      { length: 200 },
      (_, level) =>
        `(${`h${String.fromCharCode(level)}`.repeat(10)}tq${String.fromCharCode(level + 1)}`,
    ),
  );
  return [
    bad('a billion laughs, and no weights', torchFile(pickle(laughs)), 'no weights'),
    bad(
      'a billion laughs beside weights',
      torchFile(
        pickle(
          dict([
            ['x', laughs],
            ['w', weight],
          ]),
        ),
      ),
    ),
    bad(
      'dicts within dicts by a memo',
      torchFile(
        pickle(
          '}q\x00',
          ...Array.from({ length: 200 }, (_, level) =>
            code(
              '}',
              ...['a', 'b', 'c'].map((key) =>
                code(text(key), `h${String.fromCharCode(level)}`, 's'),
              ),
              `q${String.fromCharCode(level + 1)}`,
            ),
          ),
        ),
      ),
      'no weights',
    ),
    bad('a list in itself', torchFile(pickle(']q\x00h\x00a')), 'no weights'),
    bad(
      'a dict in itself',
      torchFile(pickle('}q\x00', text('state_dict'), 'h\x00s')),
      'no weights',
    ),
    bad('a million tuples, each in the next', torchFile(pickle('N', million('\x85'))), 'objects'),
    bad('a million marks', torchFile(pickle(million('('), million('('))), 'marks'),
    bad('a million lists', torchFile(pickle('(', million(']'), 't')), 'objects'),
    bad('a million dicts', torchFile(pickle('(', million('}'), 't')), 'objects'),
    bad('a stack of millions', torchFile(pickle(million('N'), million('N'))), 'stack'),
    bad('millions of copies', torchFile(pickle('N', million('2'), million('2'))), 'stack'),
    bad('millions of instructions', torchFile(pickle(million('N0N0N0'), 'N')), 'instructions'),
    bad(
      'a memo of millions',
      torchFile(
        pickle(
          'N',
          Array.from(
            { length: 500_100 },
            (_, slot) =>
              `r${String.fromCharCode(slot & 255, (slot >> 8) & 255, (slot >> 16) & 255)}\0`,
          ).join(''),
        ),
      ),
      'remembered',
    ),
    bad('a number of a gigabyte', torchFile(pickle('\x8b', little(2 ** 30, 4))), 'whole number'),
    bad('a text of 16 exabytes', torchFile(pickle('\x8d', little(2n ** 64n - 1n, 8))), 'announced'),
    bad('bytes of 4 gigabytes', torchFile(pickle('B', little(2 ** 32 - 1, 4))), 'announced'),
    bad(
      'a frame of 16 exabytes',
      torchFile(pickle('\x95', little(2n ** 64n - 1n, 8), 'N')),
      'no weights',
    ),
  ];
}

/** Tensors that are larger than what they are made of, or lie elsewhere. */
function shapes(): BadFile[] {
  const one = storage('0', 4);
  const of = (
    dims: (bigint | number)[],
    strides: (bigint | number)[],
    offset: bigint | number = 0,
  ) => state(tensor(one, dims, strides, offset));
  const repeated = tensor(one, [60_000], [0]);
  return [
    bad('a huge shape of one element', of([2 ** 30, 2 ** 30], [0, 0]), 'again and again'),
    bad('a shape of 2 to the 62', of([2n ** 62n], [0]), 'no whole numbers'),
    bad('a huge shape', of([2 ** 31, 2 ** 20], [2 ** 20, 1]), 'holds only 4'),
    bad('a size below 0', of([-1, 2], [2, 1]), 'no whole numbers'),
    bad(
      'sizes that are no numbers',
      state(
        call(global('torch._utils', '_rebuild_tensor_v2'), one, int(0), tuple('N'), tuple('N')),
      ),
      'no whole numbers',
    ),
    bad(
      'a size that is no whole number',
      state(
        call(
          global('torch._utils', '_rebuild_tensor_v2'),
          one,
          int(0),
          tuple(`G${'\x3f\xf8\0\0\0\0\0\0'}`),
          tuple(int(1)),
        ),
      ),
      'no whole numbers',
    ),
    bad('a negative stride', of([2, 2], [-2, 1], 2), 'impossible'),
    bad('a negative offset', of([2], [1], -1), 'impossible'),
    bad('an offset behind the end', of([2], [1], 3), 'holds only 4'),
    bad('a stride that leaps out', of([2, 2], [100, 1]), 'holds only 4'),
    bad('an offset of 2 to the 53', of([1], [1], 2n ** 53n), 'impossible'),
    bad('fewer strides than sizes', of([2, 2], [1]), 'impossible'),
    bad('a thousand dimensions', of(Array(1000).fill(1), Array(1000).fill(1)), 'dimensions'),
    bad(
      'a storage of 2 to the 50 elements',
      state(tensor(storage('0', 2 ** 50), [2 ** 50], [1])),
      'should have',
    ),
    bad('a storage of less than nothing', state(tensor(storage('0', -4), [1], [1])), 'unknown way'),
    bad(
      'a storage that is not there',
      state(tensor(storage('7', 4), [1], [1])),
      'lacks the storage',
    ),
    bad(
      'a storage with a way out',
      state(tensor(storage('../../../etc/passwd', 4), [1], [1])),
      'lacks the storage',
    ),
    bad(
      'a storage with two sizes',
      torchFile(
        pickle(
          dict([
            ['a', weight],
            ['b', tensor(storage('0', 8), [8], [1])],
          ]),
        ),
      ),
      'two sizes',
    ),
    bad(
      'a storage with two types',
      torchFile(
        pickle(
          dict([
            ['a', weight],
            ['b', tensor(storage('0', 4, 'DoubleStorage'), [4], [1])],
          ]),
        ),
      ),
      'two types',
    ),
    bad(
      'one element, in ten thousand large tensors',
      torchFile(
        pickle(
          dict([
            ['a', code(repeated, 'q\x00')],
            ...Array.from({ length: 10_000 }, (_, index) => [`k${index}`, 'h\x00'] as const),
          ]),
        ),
      ),
      'stores only',
    ),
    bad('no tensors', torchFile(pickle('}')), 'no weights'),
    bad('nothing but a number', torchFile(pickle(int(3))), 'no weights'),
  ];
}

export const badPickles = (): BadFile[] => [...callables(), ...tricks(), ...bombs(), ...shapes()];
