// A convolution over volumes gives each slice of its output as one over maps: the slices of the
// input that the kernel's depth covers lie side by side, as further channels. The numbers of a
// pixel lie together, as XNNPACK reads them, so the volumes are transposed before and behind.
#include "ops/convolution/volume_convolution.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "kernels/strided.h"
#include "kernels/transpose.h"
#include "ops/convolution/convolution_inputs.h"
#include "ops/support/scratch.h"

namespace cnn {
namespace {

struct Prepared {
  VolumeAxes axes;
  std::int64_t batch, channels, out_channels, groups;
  Tensor input, output;  // of one volume, channels last
  const pthreadpool_t* threads;
  float low, high;  // bounds of the output
  // Of a depthwise one: the weights, channels last, and behind them the bias.
  Tensor kernel;
  // Of any other one.
  xnn::Operator maps;
  Tensor slices, workspace;
};

std::int64_t pixels(const Prepared& prepared) {
  return prepared.axes[1].input * prepared.axes[2].input;
}

// The slices of the input under the kernel at that depth of the output: [pixels, groups, kernel's
// depth, channels of a group], zeros where there is none.
const float* slices_at(Prepared& prepared, std::int64_t at) {
  const WindowAxis& depth = prepared.axes[0];
  const std::int64_t slice = pixels(prepared) * prepared.channels;
  const float* input = prepared.input.data<float>().data();
  const auto is_inside = [&](std::int64_t z) { return z >= 0 && z < depth.input; };
  if (depth.kernel == 1 && is_inside(depth.start(at))) return input + depth.start(at) * slice;
  const std::int64_t length = prepared.channels / prepared.groups;
  float* slices = prepared.slices.data<float>().data();
  for (std::int64_t k = 0; k < depth.kernel; ++k) {
    const std::int64_t z = depth.start(at) + k * depth.dilation;
    const float* from = input + z * slice;
    float* to = slices + k * length;
    for (std::int64_t i = 0; i < pixels(prepared) * prepared.groups; ++i) {
      if (is_inside(z))
        std::copy_n(from + i * length, length, to);
      else
        std::fill_n(to, length, 0.0f);
      to += depth.kernel * length;
    }
  }
  return slices;
}

void convolve_maps(Prepared& prepared) {
  const auto& [depth, height, width] = prepared.axes;
  float* output = prepared.output.data<float>().data();
  for (std::int64_t z = 0; z < depth.output; ++z) {
    // Neither can fail any more.
    xnn_setup_convolution2d_nhwc_f32(prepared.maps.get(), workspace_in(prepared.workspace),
                                     slices_at(prepared, z), output);
    xnn_run_operator(prepared.maps.get(), *prepared.threads);
    output += height.output * width.output * prepared.out_channels;
  }
}

void run(Prepared& prepared, const float* input, float* output) {
  const std::int64_t volume = cells(prepared.axes, &WindowAxis::input);
  const std::int64_t out_volume = cells(prepared.axes, &WindowAxis::output);
  for (std::int64_t n = 0; n < prepared.batch; ++n) {
    float* from = prepared.input.data<float>().data();
    float* to = prepared.output.data<float>().data();
    transpose(input, from, 1, prepared.channels, volume);
    if (!prepared.maps) {
      const float* kernel = prepared.kernel.data<float>().data();
      const float* bias = kernel + cells(prepared.axes, &WindowAxis::kernel) * prepared.channels;
      depthwise_volume(prepared.axes, prepared.channels, from, kernel, bias, prepared.low,
                       prepared.high, to);
    } else {
      convolve_maps(prepared);
    }
    transpose(to, output, 1, out_volume, prepared.out_channels);
    input += prepared.channels * volume;
    output += prepared.out_channels * out_volume;
  }
}

Result<void> prepare_depthwise(const NodeView& node, Prepared& prepared) {
  const std::int64_t taps = cells(prepared.axes, &WindowAxis::kernel);
  CNN_ASSIGN(prepared.kernel, scratch_floats((taps + 1) * prepared.channels));
  float* to = prepared.kernel.data<float>().data();
  transpose(node.constant(1)->data<float>().data(), to, 1, prepared.channels, taps);
  if (const float* bias = bias_of(node))
    std::copy_n(bias, prepared.channels, to + taps * prepared.channels);
  return {};
}

// XNNPACK's order of a kernel: [out, height, width, in], where the channels of a group are those of
// its slices, one after another.
Result<Tensor> permute_kernel(const Tensor& kernel) {
  const Shape& w = kernel.shape();
  const std::int64_t plane = w[3] * w[4], volume = w[2] * plane;
  CNN_ASSIGN(Tensor permuted, scratch_floats(w.elements()));
  const Strided view = {{w[0], plane, w[2], w[1]}, {w[1] * volume, 1, plane, volume}};
  copy_strided(view, sizeof(float), kernel.data<float>().data(), permuted.data<float>().data());
  return permuted;
}

Result<void> prepare_maps(LowerContext& context, Prepared& prepared) {
  const NodeView& node = context.node;
  const auto& [depth, y, x] = prepared.axes;
  const auto u32 = [](std::int64_t value) { return static_cast<std::uint32_t>(value); };
  const auto size = [](std::int64_t value) { return static_cast<std::size_t>(value); };
  const std::size_t groups = size(prepared.groups),
                    channels = size(prepared.channels * depth.kernel);
  CNN_ASSIGN(const Tensor kernel, permute_kernel(*node.constant(1)));
  context.weights->next(node.constant(1), node.constant(2), groups);
  xnn_operator_t op = nullptr;
  CNN_TRY(backend(
      node, xnn_create_convolution2d_nhwc_f32(
                u32(y.pad_begin), u32(x.pad_end), u32(y.pad_end), u32(x.pad_begin), u32(y.kernel),
                u32(x.kernel), u32(y.stride), u32(x.stride), u32(y.dilation), u32(x.dilation),
                u32(prepared.groups), channels / groups, size(prepared.out_channels) / groups,
                channels, size(prepared.out_channels), kernel.data<float>().data(), bias_of(node),
                prepared.low, prepared.high, 0, nullptr, context.weights->provider(), &op)));
  prepared.maps.reset(op);
  std::size_t bytes = 0, alignment = 0, out_height = 0, out_width = 0;
  CNN_TRY(backend(node, xnn_reshape_convolution2d_nhwc_f32(op, 1, size(y.input), size(x.input),
                                                           &bytes, &alignment, &out_height,
                                                           &out_width, context.threads)));
  if (out_height != size(y.output) || out_width != size(x.output))
    return node.error(ErrorCode::kBackend, "XNNPACK computes another output size");
  CNN_ASSIGN(prepared.workspace, scratch_workspace(bytes));
  CNN_ASSIGN(prepared.slices, scratch_floats(pixels(prepared) * prepared.channels * depth.kernel));
  return {};
}

}  // namespace

Result<Step> lower_volume_convolution(LowerContext& context, const VolumeAxes& axes,
                                      std::int64_t groups) {
  const NodeView& node = context.node;
  const Shape &x = node.shape(0), &y = node.output_shape(0);
  const auto prepared = std::make_shared<Prepared>();
  prepared->axes = axes;
  prepared->batch = x[0];
  prepared->channels = x[1];
  prepared->out_channels = y[1];
  prepared->groups = groups;
  prepared->threads = context.running;
  prepared->low = node.node().output_min;
  prepared->high = node.node().output_max;
  CNN_ASSIGN(prepared->input, scratch_floats(x.elements(1, x.rank())));
  CNN_ASSIGN(prepared->output, scratch_floats(y.elements(1, y.rank())));
  const bool depthwise = groups > 1 && groups == x[1] && groups == y[1];
  CNN_TRY(depthwise ? prepare_depthwise(node, *prepared) : prepare_maps(context, *prepared));
  Step step;
  step.body = [prepared](Inputs in, Outputs out) { run(*prepared, in[0], out[0]); };
  return step;
}

}  // namespace cnn
