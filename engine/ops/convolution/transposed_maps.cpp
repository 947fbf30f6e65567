#include "ops/convolution/transposed_maps.h"

#include <algorithm>
#include <cmath>

#include "kernels/strided.h"
#include "ops/convolution/convolution_inputs.h"

namespace cnn {
namespace {

constexpr std::int64_t kMaxGroups = 32;

bool is_depthwise(const ConvolutionShape& shape) {
  return shape.groups > 1 && shape.in_channels == shape.groups &&
         shape.out_channels == shape.groups;
}

// Weights as [in_channels, height, width, out_channels / groups] or, for a depthwise one, as
// [height, width, channels].
Result<Tensor> permute_kernel(const ConvolutionShape& shape, const TransposedMaps::Kernel& kernel) {
  const std::int64_t in = shape.in_channels, out = shape.out_channels / shape.groups;
  const std::int64_t plane = shape.window.y.kernel * shape.window.x.kernel, pair = kernel.pair;
  CNN_ASSIGN(Tensor permuted, Tensor::zeros(DType::kFloat32, Shape{in, plane, out}));
  const Strided view = is_depthwise(shape) ? Strided{{plane, in}, {1, pair}}
                                           : Strided{{in, plane, out}, {out * pair, 1, pair}};
  copy_strided(view, sizeof(float), kernel.values, permuted.data<float>().data());
  return permuted;
}

}  // namespace

bool TransposedMaps::fits(const ConvolutionShape& shape) {
  return is_depthwise(shape) || shape.groups <= kMaxGroups;
}

Result<TransposedMaps> TransposedMaps::prepare(LowerContext& context, const ConvolutionShape& shape,
                                               const Kernel& kernel) {
  TransposedMaps maps;
  maps.shape_ = shape;
  maps.threads_ = context.running;
  CNN_ASSIGN(maps.kernel_, permute_kernel(shape, kernel));
  if (is_depthwise(shape)) return maps;
  CNN_TRY(maps.prepare_layers(context, maps.kernel_, kernel.number));
  maps.kernel_ = Tensor();  // packed
  return maps;
}

// The weights of each group as those of a fully connected layer.
Result<void> TransposedMaps::prepare_layers(LowerContext& context, const Tensor& weights,
                                            std::uint64_t number) {
  constexpr std::uint64_t kVariant = std::uint64_t{1} << 63;  // no other operator's, of any group
  const auto size = [](std::int64_t value) { return static_cast<std::size_t>(value); };
  const std::size_t inputs = size(shape_.in_channels / shape_.groups);
  const std::size_t outputs = size(weights.elements() / shape_.in_channels);
  const std::size_t groups = size(shape_.groups), width = size(shape_.window.x.output);
  for (std::size_t group = 0; group < groups; ++group) {
    context.weights->next(context.node.constant(1), nullptr,
                          kVariant | number << 48 | std::uint64_t{group} << 32 | groups);
    xnn_operator_t op = nullptr;
    CNN_TRY(backend(context.node, xnn_create_fully_connected_nc_f32(
                                      inputs, outputs, size(shape_.in_channels), groups * outputs,
                                      weights.data<float>().data() + group * inputs * outputs,
                                      nullptr, -INFINITY, INFINITY, XNN_FLAG_TRANSPOSE_WEIGHTS,
                                      nullptr, context.weights->provider(), &op)));
    layers_.emplace_back(op);
    CNN_TRY(backend(context.node, xnn_reshape_fully_connected_nc_f32(op, width, context.threads)));
  }
  const auto row = static_cast<std::int64_t>(groups * outputs);
  CNN_ASSIGN(products_, Tensor::zeros(DType::kFloat32, Shape{shape_.window.x.output, row}));
  return {};
}

void TransposedMaps::add_products(std::int64_t iy, const float* row, float* output) {
  if (layers_.empty())
    return add_depthwise_row(shape_, iy, row, kernel_.data<float>().data(), output);
  float* products = products_.data<float>().data();
  const std::int64_t taps = shape_.window.y.kernel * shape_.window.x.kernel;
  for (std::size_t group = 0; group < layers_.size(); ++group) {
    const auto index = static_cast<std::int64_t>(group);
    xnn_operator_t layer = layers_[group].get();  // the calls cannot fail any more
    xnn_setup_fully_connected_nc_f32(
        layer, row + index * (shape_.in_channels / shape_.groups),
        products + index * taps * (shape_.out_channels / shape_.groups));
    xnn_run_operator(layer, *threads_);
  }
  add_row(shape_, iy, products, output);
}

void TransposedMaps::add(const float* input, float* output) {
  for (std::int64_t iy = 0; iy < shape_.window.y.output; ++iy) {
    add_products(iy, input, output);
    input += shape_.window.x.output * shape_.in_channels;
  }
}

TransposedEnds::TransposedEnds(const NodeView& node, std::int64_t channels)
    : low_(node.node().output_min), high_(node.node().output_max) {
  const float* bias = bias_of(node);
  for (std::int64_t c = 0; c < channels; ++c) bias_.push_back(bias ? bias[c] : 0.0f);
}

void TransposedEnds::begin(std::int64_t pixels, float* output) const {
  for (std::int64_t i = 0; i < pixels; ++i) output = std::ranges::copy(bias_, output).out;
}

void TransposedEnds::finish(std::int64_t pixels, float* output) const {
  const std::int64_t count = pixels * static_cast<std::int64_t>(bias_.size());
  for (std::int64_t i = 0; i < count; ++i) output[i] = std::min(std::max(output[i], low_), high_);
}

}  // namespace cnn
