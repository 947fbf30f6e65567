// A transposed convolution over volumes: every slice of the input is one over maps for each slice
// of the kernel, which adds to a slice of the output.
#include <memory>
#include <utility>
#include <vector>

#include "kernels/transpose.h"
#include "ops/convolution/transposed_maps.h"
#include "ops/convolution/volume_convolution.h"
#include "ops/support/scratch.h"

namespace cnn {
namespace {

struct Prepared {
  VolumeAxes axes;
  std::int64_t batch;
  std::vector<TransposedMaps> maps;  // one a slice of the kernel
  TransposedEnds ends;
  Tensor input, output;  // of one volume, channels last
};

ConvolutionShape maps_of(const NodeView& node, const VolumeAxes& axes, std::int64_t groups) {
  return {1, node.shape(0)[1], node.output_shape(0)[1], groups, {axes[1], axes[2]}};
}

void add_slices(Prepared& prepared, const float* input, float* output) {
  const auto& [depth, height, width] = prepared.axes;
  const ConvolutionShape& shape = prepared.maps[0].shape();
  const std::int64_t in = height.output * width.output * shape.in_channels;
  const std::int64_t out = height.input * width.input * shape.out_channels;
  for (std::int64_t z = 0; z < depth.output; ++z)
    for (std::int64_t k = 0; k < depth.kernel; ++k) {
      const std::int64_t at = depth.start(z) + k * depth.dilation;
      if (at < 0 || at >= depth.input) continue;
      prepared.maps[static_cast<std::size_t>(k)].add(input + z * in, output + at * out);
    }
}

void run(Prepared& prepared, const float* input, float* output) {
  const ConvolutionShape& shape = prepared.maps[0].shape();
  const std::int64_t in = cells(prepared.axes, &WindowAxis::output);
  const std::int64_t out = cells(prepared.axes, &WindowAxis::input);
  float* from = prepared.input.data<float>().data();
  float* to = prepared.output.data<float>().data();
  for (std::int64_t n = 0; n < prepared.batch; ++n) {
    transpose(input, from, 1, shape.in_channels, in);
    prepared.ends.begin(out, to);
    add_slices(prepared, from, to);
    prepared.ends.finish(out, to);
    transpose(to, output, 1, out, shape.out_channels);
    input += shape.in_channels * in;
    output += shape.out_channels * out;
  }
}

}  // namespace

// A kernel of many slices would take a matrix product for each.
bool fits_transposed_volume(const NodeView& node, const VolumeAxes& axes, std::int64_t groups) {
  constexpr std::int64_t kMostSlices = 32;
  return axes[0].kernel <= kMostSlices && TransposedMaps::fits(maps_of(node, axes, groups));
}

Result<Step> lower_transposed_volume(LowerContext& context, const VolumeAxes& axes,
                                     std::int64_t groups) {
  const NodeView& node = context.node;
  const Shape &x = node.shape(0), &y = node.output_shape(0);
  const auto prepared =
      std::make_shared<Prepared>(Prepared{axes, x[0], {}, TransposedEnds(node, y[1]), {}, {}});
  const std::int64_t plane = axes[1].kernel * axes[2].kernel;
  for (std::int64_t k = 0; k < axes[0].kernel; ++k) {
    CNN_ASSIGN(TransposedMaps maps,
               TransposedMaps::prepare(context, maps_of(node, axes, groups),
                                       {node.constant(1)->data<float>().data() + k * plane,
                                        axes[0].kernel * plane, static_cast<std::uint64_t>(k)}));
    prepared->maps.push_back(std::move(maps));
  }
  CNN_ASSIGN(prepared->input, scratch_floats(x.elements(1, x.rank())));
  CNN_ASSIGN(prepared->output, scratch_floats(y.elements(1, y.rank())));
  Step step;
  step.body = [prepared](Inputs in, Outputs out) { run(*prepared, in[0], out[0]); };
  return step;
}

}  // namespace cnn
