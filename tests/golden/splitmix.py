"""splitmix32 as a function of (seed, index): the same numbers here and in splitmix.mjs.

All arithmetic is modulo 2^32:
    z = seed + (index + 1) * 0x9E3779B9
    z = (z ^ z >> 16) * 0x21F0AAAD
    z = (z ^ z >> 15) * 0x735A2D97
    z =  z ^ z >> 15
A uniform float is low + (high - low) * (z >> 8) / 2^24 in double precision, rounded to float32
once.
"""

import numpy as np


def splitmix(seed, count):
    """Returns uint32 [count]: the numbers of this seed for index 0 .. count - 1."""
    with np.errstate(over="ignore"):
        z = np.uint32(seed) + np.arange(1, count + 1, dtype=np.uint32) * np.uint32(0x9E3779B9)
        z = (z ^ (z >> np.uint32(16))) * np.uint32(0x21F0AAAD)
        z = (z ^ (z >> np.uint32(15))) * np.uint32(0x735A2D97)
        return z ^ (z >> np.uint32(15))


def uniform(seed, count, low, high):
    """Returns float32 [count] in low .. high."""
    unit = (splitmix(seed, count) >> np.uint32(8)).astype(np.float64) / 2.0**24
    return (low + (high - low) * unit).astype(np.float32)
