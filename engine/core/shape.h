// Tensor dimensions, outermost first, as ONNX writes them (NCHW for pictures).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "core/error.h"

namespace cnn {

class Shape {
 public:
  Shape() = default;
  Shape(std::initializer_list<std::int64_t> dims) : dims_(dims) {}
  explicit Shape(std::vector<std::int64_t> dims) : dims_(std::move(dims)) {}

  std::size_t rank() const { return dims_.size(); }
  std::int64_t operator[](std::size_t axis) const { return dims_[axis]; }
  std::int64_t& operator[](std::size_t axis) { return dims_[axis]; }
  std::span<const std::int64_t> dims() const { return dims_; }
  void push_back(std::int64_t dim) { dims_.push_back(dim); }
  bool operator==(const Shape&) const = default;

  // Product of all dimensions; 1 for a scalar. Only for shapes that check() has passed.
  std::int64_t elements() const;
  // Product of dimensions [first, last). Only for shapes that check() has passed.
  std::int64_t elements(std::size_t first, std::size_t last) const;

 private:
  std::vector<std::int64_t> dims_;
};

// Errors: kLimitExceeded when the rank, a dimension or the element count passes core/limits.h,
// kInvalidShape when a dimension is negative. The product is computed without overflow.
Result<void> check(const Shape& shape);

// "[1,3,64,64]"; "[]" for a scalar.
std::string to_string(const Shape& shape);

}  // namespace cnn
