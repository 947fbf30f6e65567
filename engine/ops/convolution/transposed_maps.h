// Transposed convolution of maps, channels last. A row of the input at a time: one matrix product
// gives every pixel times every kernel element, which are then added up where they overlap.
// XNNPACK's own operator for it would add 13 kB of machine code (x86-64, -Oz), and its matrix
// products are here already.
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/deconvolution.h"
#include "ops/op.h"

namespace cnn {

class TransposedMaps {
 public:
  // Element (y, x) of the kernel from input channel c to output channel o of its group is
  // values[(c * out_channels / groups + o) * pair + y * width + x].
  struct Kernel {
    const float* values;
    std::int64_t pair;
    std::uint64_t number;  // of those of one node, below 2^15
  };

  // Not where there are many groups: a matrix product is prepared for each.
  static bool fits(const ConvolutionShape& shape);
  // shape: fits() is true of it. Errors: kLimitExceeded, kOutOfMemory, kBackend.
  static Result<TransposedMaps> prepare(LowerContext& context, const ConvolutionShape& shape,
                                        const Kernel& kernel);

  const ConvolutionShape& shape() const { return shape_; }
  // Adds what a map contributes to another.
  // input:  f32 [window.y.output, window.x.output, in_channels]
  // output: f32 [window.y.input, window.x.input, out_channels]
  void add(const float* input, float* output);

 private:
  Result<void> prepare_layers(LowerContext& context, const Tensor& weights, std::uint64_t number);
  void add_products(std::int64_t iy, const float* row, float* output);

  ConvolutionShape shape_;
  Tensor kernel_;                      // of a depthwise one
  std::vector<xnn::Operator> layers_;  // of any other, one a group
  Tensor products_;                    // of one row
  const pthreadpool_t* threads_ = nullptr;
};

// What the sums begin with, and the bounds that they end in.
class TransposedEnds {
 public:
  TransposedEnds(const NodeView& node, std::int64_t channels);

  // output: f32 [pixels, channels]
  void begin(std::int64_t pixels, float* output) const;
  void finish(std::int64_t pixels, float* output) const;

 private:
  std::vector<float> bias_;  // one an output channel
  float low_, high_;
};

}  // namespace cnn
