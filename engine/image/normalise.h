// Pixels to tensor values: (pixel / divisor - mean) / std.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "image/preprocess_spec.h"

namespace cnn {

// The tensor value of every possible pixel, per channel of the tensor. Float32 throughout, in the
// order of operations of ToTensor and Normalize.
using NormaliseTable = std::array<std::array<float, 256>, 3>;
NormaliseTable normalise_table(const PreprocessSpec& spec);

// Fills `out` (the whole tensor) with the value of black.
void fill_black(const NormaliseTable& table, const PreprocessSpec& spec, std::span<float> out);

// Writes `pixels` (pixel_bytes(spec.channels) bytes each) to row y of the tensor from column x on.
void write_row(const NormaliseTable& table, const PreprocessSpec& spec,
               std::span<const std::uint8_t> pixels, int x, int y, std::span<float> out);

}  // namespace cnn
