#include <algorithm>
#include <initializer_list>
#include <memory>
#include <numeric>
#include <optional>
#include <span>
#include <vector>

#include "ops/op.h"
#include "ops/product/einsum_labels.h"
#include "ops/product/product.h"
#include "ops/support/facts.h"
#include "ops/support/scratch.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {{"equation", AttributeSpec::kString}};

// Multiplications; a little less than what a tensor of the largest size allows.
constexpr std::int64_t kMaxProducts = std::int64_t{1} << 48;

using Labels = std::vector<EinsumLabel>;

std::int64_t size_of(const Labels& labels) {
  std::int64_t size = 1;
  for (const EinsumLabel& label : labels) size *= label.size;
  return size;
}

Result<void> check_size(const NodeView& node, const Einsum& einsum) {
  std::int64_t size = 1;
  for (const Labels* labels : {&einsum.output, &einsum.summed})
    for (const EinsumLabel& label : *labels) {
      if (label.size == 0)
        return node.error(ErrorCode::kInvalidShape, "one of its operands is empty");
      if (label.size > kMaxProducts / size)
        return node.error(ErrorCode::kLimitExceeded, "it multiplies too many numbers");
      size *= label.size;
    }
  return {};
}

// How operand `index` is read in the order of the groups.
Strided view_of(std::initializer_list<const Labels*> groups, int index) {
  Strided view;
  for (const Labels* group : groups)
    for (const EinsumLabel& label : *group) {
      view.sizes.push_back(label.size);
      view.steps.push_back(label.steps[index]);
    }
  return view;
}

// Nothing, where the view is the memory as it lies.
std::optional<Strided> unless_dense(Strided view) {
  const auto dense = dense_steps(view.sizes);
  for (std::size_t axis = 0; axis < dense.size(); ++axis)
    if (view.sizes[axis] != 1 && view.steps[axis] != dense[axis]) return view;
  return std::nullopt;
}

// The labels as the axes of a product. What only one operand has is a row or a column, or is summed
// with the other operand repeated along it.
struct Roles {
  Labels batch, rows, columns, inner;

  explicit Roles(const Einsum& einsum) : inner(einsum.summed) {
    for (const EinsumLabel& label : einsum.output)
      (label.steps[1] == 0 ? rows : label.steps[0] == 0 ? columns : batch).push_back(label);
  }
};

// From the product's [batch, rows, columns] to the output's own order.
std::optional<Strided> output_view(const Einsum& einsum, const Roles& roles) {
  Strided view;
  for (const EinsumLabel& wanted : einsum.output) {
    std::int64_t step = 0, inside = 1;
    for (const Labels* group : {&roles.columns, &roles.rows, &roles.batch})
      for (std::size_t i = group->size(); i-- > 0; inside *= (*group)[i].size)
        if ((*group)[i].id == wanted.id) step = inside;
    view.sizes.push_back(wanted.size);
    view.steps.push_back(step);
  }
  return unless_dense(std::move(view));
}

Product product_of(const Einsum& einsum) {
  const Roles roles(einsum);
  Product product{.batch_a = {size_of(roles.batch)},
                  .batch_b = {size_of(roles.batch)},
                  .rows = size_of(roles.rows),
                  .inner = size_of(roles.inner),
                  .columns = size_of(roles.columns)};
  product.a = unless_dense(view_of({&roles.batch, &roles.rows, &roles.inner}, 0));
  product.b = unless_dense(view_of({&roles.batch, &roles.inner, &roles.columns}, 1));
  if (product.b && !unless_dense(view_of({&roles.batch, &roles.columns, &roles.inner}, 1))) {
    product.b.reset();
    product.b_transposed = true;
  }
  product.out = output_view(einsum, roles);
  return product;
}

Result<ParsedPtr> parse(const NodeView& node) {
  CNN_ASSIGN(Einsum einsum, read_einsum(node));
  return parsed_as(std::move(einsum));
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Einsum& einsum = node.parsed<Einsum>();
  CNN_TRY(check_size(node, einsum));
  if (node.input_count() == 2) CNN_TRY(check_product(node, product_of(einsum)));
  Shape result;
  for (const EinsumLabel& label : einsum.output) result.push_back(label.size);
  return one_output(DType::kFloat32, std::move(result));
}

// One operand: its elements in another order, the axes to sum last.
Result<Step> lower_sum(const Einsum& einsum) {
  const Strided view = view_of({&einsum.output, &einsum.summed}, 0);
  const std::int64_t rows = size_of(einsum.output), length = size_of(einsum.summed);
  Step step;
  if (length == 1) {
    step.body = [view](Inputs in, Outputs out) {
      copy_strided(view, sizeof(float), in[0], out[0]);
    };
    return step;
  }
  CNN_ASSIGN(Tensor tensor, scratch_floats(rows * length));
  const auto picked = std::make_shared<Tensor>(std::move(tensor));
  step.body = [=](Inputs in, Outputs out) {
    const float* from = picked->data<float>().data();
    copy_strided(view, sizeof(float), in[0], picked->data<float>().data());
    for (std::int64_t row = 0; row < rows; ++row, from += length)
      out[0][row] = static_cast<float>(std::accumulate(from, from + length, 0.0));
  };
  return step;
}

Result<Step> lower(LowerContext& context) {
  const Einsum& einsum = context.node.parsed<Einsum>();
  if (context.node.input_count() == 1) return lower_sum(einsum);
  return lower_product(context, product_of(einsum));
}

// The element that `position`, counted over all labels, stands at in operand `index`.
std::int64_t offset(const Labels& labels, std::int64_t position, int index) {
  std::int64_t at = 0;
  for (std::size_t i = labels.size(); i-- > 0; position /= labels[i].size)
    at += position % labels[i].size * labels[i].steps[index];
  return at;
}

void plain(const NodeView& node, Inputs in, Outputs out) {
  const Einsum& einsum = node.parsed<Einsum>();
  const std::int64_t terms = size_of(einsum.summed);
  for (std::int64_t i = 0, count = size_of(einsum.output); i < count; ++i) {
    double sum = 0;
    for (std::int64_t k = 0; k < terms; ++k) {
      double term = 1;
      for (std::size_t operand = 0; operand < node.input_count(); ++operand) {
        const int index = static_cast<int>(operand);
        term *= in[operand][offset(einsum.output, i, index) + offset(einsum.summed, k, index)];
      }
      sum += term;
    }
    out[0][i] = static_cast<float>(sum);
  }
}

std::int64_t macs(const NodeView& node) {
  const Einsum& einsum = node.parsed<Einsum>();
  return node.input_count() == 2 ? size_of(einsum.output) * size_of(einsum.summed) : 0;
}

// Where an axis that moves `step` elements of operand `index` stands; nothing for a diagonal.
std::optional<AxisRead> axis_read(const Einsum& einsum, int index, std::int64_t step) {
  for (std::size_t i = 0; i < einsum.output.size(); ++i)
    if (einsum.output[i].steps[index] == step) return at(i);
  for (std::size_t i = 0; i < einsum.summed.size(); ++i)
    if (einsum.summed[i].steps[index] == step) return along(i);
  return std::nullopt;
}

Facts facts_of(const NodeView& node, std::size_t) {
  const Einsum& einsum = node.parsed<Einsum>();
  Facts facts;
  for (const EinsumLabel& label : einsum.summed) facts.terms.push_back(label.size);
  for (std::size_t index = 0; index < node.input_count(); ++index) {
    const Shape& shape = node.shape(index);
    const auto steps = dense_steps(shape.dims());
    Read read = {index ? "y" : "x", static_cast<int>(index)};
    for (std::size_t axis = 0; axis < shape.rank(); ++axis) {
      const auto found = shape[axis] == 1 ? std::optional(AxisRead())
                                          : axis_read(einsum, static_cast<int>(index), steps[axis]);
      facts.known &= found.has_value();
      read.axes.push_back(found.value_or(AxisRead()));
    }
    if (shape.rank() == 0) read.as = {1}, read.axes = {AxisRead()};
    facts.reads.push_back(std::move(read));
  }
  if (node.input_count() == 1) facts.formula = "sum(x)";
  return facts;
}

constexpr Operator kTable[] = {
    {.type = "Einsum",
     .help = "Multiplies tensors and sums along the axes that its equation leaves out.",
     .attributes = kAttributes,
     .max_inputs = kAllInputs,
     .data_inputs = 2,
     .parse = parse,
     .infer = infer,
     .lower = lower,
     .plain = plain,
     .macs = macs,
     .formula = "sum(x * y)",
     .parameters = "x; y: further ones are multiplied one after another | equation: letters of the "
                   "axes",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> einsum_table() {
  return kTable;
}

}  // namespace cnn
