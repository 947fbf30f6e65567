#include "ops/convolution/depthwise.h"

#include <algorithm>

#include "kernels/depthwise.h"

namespace cnn {
namespace {

// So many for each thread that one which is held up does not hold up the others for long.
constexpr std::size_t kTilesPerThread = 4;

void run_rows(void* run, std::size_t first, std::size_t count) {
  const auto row = static_cast<std::int64_t>(first);
  depthwise(*static_cast<const DepthwiseRun*>(run), row, row + static_cast<std::int64_t>(count));
}

}  // namespace

Result<Step> lower_depthwise(LowerContext& context, const ConvolutionShape& shape) {
  const NodeView& node = context.node;
  const TensorPtr kernel = node.constant(1), bias = node.constant(2);
  CNN_ASSIGN(const float* packed,
             context.weights->pack(
                 kernel, bias, depthwise_packed_count(shape) * sizeof(float), [&](float* to) {
                   pack_depthwise(shape, kernel->data<float>().data(),
                                  bias ? bias->data<float>().data() : nullptr, to);
                 }));
  const pthreadpool_t* threads = context.running;
  const auto rows = static_cast<std::size_t>(shape.batch * shape.window.y.output);
  const std::size_t tiles = kTilesPerThread * pthreadpool_get_threads_count(context.threads);
  const std::size_t tile = (rows + tiles - 1) / tiles;
  const float low = node.node().output_min, high = node.node().output_max;
  Step step;
  step.body = [=](Inputs in, Outputs out) {
    DepthwiseRun run = {shape, packed, low, high, in[0], out[0]};
    pthreadpool_parallelize_1d_tile_1d(*threads, run_rows, &run, rows, tile, 0);
  };
  return step;
}

}  // namespace cnn
