// The allow-list: the names a pickle may use, and what stands for each here. None of them is Python's own object,
// nothing is looked up anywhere, and a name that is not in it ends the reading.

import { DTYPES, STORAGE_TYPES } from '../element-types.js';

/** Names that have a rule in calls.ts. */
export const CALLS = [
  'collections.OrderedDict',
  'collections.defaultdict',
  'torch.Size',
  'torch._utils._rebuild_tensor',
  'torch._utils._rebuild_tensor_v2',
  'torch._utils._rebuild_tensor_v3',
  'torch._utils._rebuild_parameter',
  'torch._utils._rebuild_parameter_with_state',
  'torch._tensor._rebuild_from_type_v2',
] as const;

/** Types that a rule gets as its argument. */
const TYPES = ['torch.Tensor', 'torch.nn.parameter.Parameter', 'torch.nn.Parameter'];

/**
 * What checkpoints hold besides weights: numbers of NumPy, dates, paths, options of a program. Only the name is
 * kept; what it was made of is thrown away.
 */
const INERT = [
  '_codecs.encode',
  'argparse.Namespace',
  'types.SimpleNamespace',
  'collections.Counter',
  'collections.deque',
  'datetime.date',
  'datetime.datetime',
  'datetime.timedelta',
  'pathlib.Path',
  'pathlib.PosixPath',
  'pathlib.PurePosixPath',
  'pathlib.PureWindowsPath',
  'pathlib.WindowsPath',
  'pathlib._local.PosixPath',
  'pathlib._local.WindowsPath',
  'numpy.dtype',
  'numpy.ndarray',
  ...['numpy.core', 'numpy._core'].flatMap((module) =>
    ['scalar', '_reconstruct'].map((name) => `${module}.multiarray.${name}`),
  ),
  ...['Float64', 'Float32', 'Float16', 'Int64', 'Int32', 'UInt8', 'Bool', 'Str'].map(
    (name) => `numpy.dtypes.${name}DType`,
  ),
  'torch.device',
  'torch.serialization._get_layout',
  ...[
    'set',
    'frozenset',
    'complex',
    'bytearray',
    'slice',
    'list',
    'dict',
    'tuple',
    'int',
    'float',
  ].flatMap((name) => [`builtins.${name}`, `__builtin__.${name}`]),
];

const STORAGES = [...STORAGE_TYPES.keys()].flatMap((name) => [
  `torch.${name}`,
  `torch.cuda.${name}`,
]);

export const UNTYPED_STORAGE = 'torch.storage.UntypedStorage';

const ALLOWED: ReadonlySet<string> = new Set([
  ...CALLS,
  ...TYPES,
  ...INERT,
  ...STORAGES,
  UNTYPED_STORAGE,
  ...[...DTYPES.keys()].map((name) => `torch.${name}`),
]);

const inert: ReadonlySet<string> = new Set(INERT);

/** name: "module.name" */
export const isAllowed = (name: string): boolean => ALLOWED.has(name);

/** Whether all that is kept of an object of that class is its name. */
export const isInert = (name: string): boolean => inert.has(name);
