// Copies that pick elements at regular steps: slices, transpositions, repetitions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cnn {

// A view of a dense tensor: the element at position p is the tensor's element number
// offset + sum over axes of p[axis] * steps[axis]. All in elements; steps may be 0 or negative.
struct Strided {
  std::vector<std::int64_t> sizes;
  std::vector<std::int64_t> steps;
  std::int64_t offset = 0;
};

// The steps of a dense tensor: the last axis is the fastest.
std::vector<std::int64_t> dense_steps(std::span<const std::int64_t> sizes);

// Writes the view's elements one after another, in the order of its positions. element_bytes: 1, 4
// or 8.
void copy_strided(const Strided& view, std::size_t element_bytes, const void* from, void* to);

}  // namespace cnn
