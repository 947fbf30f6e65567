// Tensors made of marks and halves: OneHot, EyeLike, Trilu; and ReverseSequence, CumSum, Det.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "core/limits.h"
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/settings.h"
#include "ops/support/wide.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAxis[] = {{"axis", AttributeSpec::kInt}};
constexpr AttributeSpec kEyeLike[] = {{"dtype", AttributeSpec::kInt}, {"k", AttributeSpec::kInt}};
constexpr AttributeSpec kTrilu[] = {{"upper", AttributeSpec::kInt}};
constexpr AttributeSpec kSequences[] = {{"batch_axis", AttributeSpec::kInt},
                                        {"time_axis", AttributeSpec::kInt}};
constexpr AttributeSpec kCumSum[] = {{"exclusive", AttributeSpec::kInt},
                                     {"reverse", AttributeSpec::kInt}};

std::size_t size(std::int64_t value) {
  return static_cast<std::size_t>(value);
}

// ---- OneHot ----

// What a node is parsed to: the new axis, and its length.
struct OneHot {
  std::size_t axis;
  std::int64_t depth;
};

Result<ParsedPtr> parse_one_hot(const NodeView& node) {
  const std::size_t rank = node.shape(0).rank() + 1;
  CNN_ASSIGN(const std::size_t axis, node.axis(node.get_int("axis", -1), rank, "axis"));
  const TensorPtr depth = node.constant(1);
  if (!depth || depth->elements() != 1)
    return node.error(ErrorCode::kUnsupported, "its depth is computed at run time");
  Wide number;
  widen(depth->dtype(), depth->data<std::byte>().data(), 0, 1, 1, true, &number);
  if (!(number.real >= 1 && number.real <= 1e9))
    return node.error(ErrorCode::kInvalidModel, "its depth is no positive number");
  if (node.shape(2) != Shape{2})
    return node.error(ErrorCode::kInvalidShape, "its values are not two numbers");
  return parsed_as(OneHot{axis, static_cast<std::int64_t>(number.real)});
}

Result<std::vector<ValueType>> infer_one_hot(const NodeView& node) {
  const auto& [axis, depth] = node.parsed<OneHot>();
  Shape result;
  for (std::size_t i = 0; i <= node.shape(0).rank(); ++i)
    result.push_back(i == axis ? depth : node.shape(0)[i < axis ? i : i - 1]);
  return one_output(node.input(2).type.dtype, std::move(result));
}

// A position outside of the axis marks nothing.
Result<void> typed_one_hot(const NodeView& node, Inputs in, Outputs out) {
  const auto& [axis, depth] = node.parsed<OneHot>();
  const Shape& x = node.shape(0);
  const std::size_t bytes = size_of(out.type(0));
  const std::int64_t inner = x.elements(axis, x.rank());
  auto* to = out.as<std::byte>(0);
  const auto* off = in.as<std::byte>(2);
  for (std::int64_t i = 0; i < x.elements() * depth; ++i)
    std::memcpy(to + size(i) * bytes, off, bytes);
  for (std::int64_t i = 0; i < x.elements(); ++i) {
    Wide position;
    widen(in.type(0), in.data(0), i, 1, 1, true, &position);
    if (position.real < 0) position.real += static_cast<double>(depth);
    if (!(position.real >= 0 && position.real < static_cast<double>(depth))) continue;
    const auto hot = static_cast<std::int64_t>(position.real);
    std::memcpy(to + size((i / inner * depth + hot) * inner + i % inner) * bytes, off + bytes,
                bytes);
  }
  return {};
}

Facts one_hot_facts(const NodeView& node, std::size_t) {
  const std::size_t axis = node.parsed<OneHot>().axis;
  Read read = {"x"};
  for (std::size_t i = 0; i < node.shape(0).rank(); ++i)
    read.axes.push_back(at(i < axis ? i : i + 1));
  // Of a scalar: the cell itself.
  if (read.axes.empty()) read.as = {1}, read.axes.push_back({});
  return {.reads = {std::move(read)}};
}

// ---- EyeLike ----

struct EyeLike {
  DType type;
  std::int64_t diagonal;  // above the main one
};

// Beyond the matrix all diagonals are alike.
std::int64_t any_diagonal(std::int64_t diagonal) {
  return std::clamp(diagonal, -limits::kMaxDim, limits::kMaxDim);
}

Result<ParsedPtr> parse_eye(const NodeView& node) {
  if (node.shape(0).rank() != 2)
    return node.error(ErrorCode::kInvalidShape, "its input is no matrix");
  DType type = node.input(0).type.dtype;
  switch (node.get_int("dtype", 0)) {
    case 0: break;
    case 1:
    case 10:
    case 11:
    case 16: type = DType::kFloat32; break;
    case 2: type = DType::kUint8; break;
    case 3: type = DType::kInt8; break;
    case 6: type = DType::kInt32; break;
    case 7: type = DType::kInt64; break;
    case 9: type = DType::kBool; break;
    default:
      return node.error(ErrorCode::kUnsupported, "that element type is not held", {}, "dtype");
  }
  return parsed_as(EyeLike{type, any_diagonal(node.get_int("k", 0))});
}

Result<std::vector<ValueType>> infer_eye(const NodeView& node) {
  return one_output(node.parsed<EyeLike>().type, node.shape(0));
}

Result<TensorPtr> eye_value(const NodeView& node) {
  const auto& [type, diagonal] = node.parsed<EyeLike>();
  CNN_ASSIGN(Tensor tensor, Tensor::zeros(type, node.shape(0)));
  const std::int64_t rows = node.shape(0)[0], columns = node.shape(0)[1];
  const Wide one = {.integer = 1}, real_one = {.real = 1};
  const bool real = type == DType::kFloat32;
  for (std::int64_t row = std::max<std::int64_t>(0, -diagonal); row < rows; ++row) {
    if (diagonal >= columns - row) break;
    narrow(real ? &real_one : &one, real, 1, type, tensor.data<std::byte>().data(),
           row * columns + row + diagonal);
  }
  return std::make_shared<const Tensor>(std::move(tensor));
}

// ---- Trilu ----

struct Trilu {
  bool upper;
  std::int64_t diagonal;  // above the main one: the last that is kept of a lower half
};

Result<ParsedPtr> parse_trilu(const NodeView& node) {
  if (node.shape(0).rank() < 2)
    return node.error(ErrorCode::kInvalidShape, "its input is no matrix");
  std::int64_t diagonal = 0;
  if (node.has_input(1)) {
    CNN_ASSIGN(const std::vector<std::int64_t> given, integers(node, 1));
    if (given.size() != 1) return node.error(ErrorCode::kInvalidModel, "its k is no single number");
    diagonal = any_diagonal(given[0]);
  }
  return parsed_as(Trilu{node.get_int("upper", 1) != 0, diagonal});
}

Result<std::vector<ValueType>> infer_same(const NodeView& node) {
  return one_output(node.input(0).type.dtype, node.shape(0));
}

Result<void> typed_trilu(const NodeView& node, Inputs in, Outputs out) {
  const auto& [upper, diagonal] = node.parsed<Trilu>();
  const Shape& x = node.shape(0);
  const std::int64_t rows = x[x.rank() - 2], columns = x[x.rank() - 1];
  const std::size_t bytes = size_of(in.type(0));
  for (std::int64_t i = 0; i < x.elements(); ++i) {
    const std::int64_t above = i % columns - i / columns % rows;
    auto* to = out.as<std::byte>(0) + size(i) * bytes;
    if (upper ? above >= diagonal : above <= diagonal)
      std::memcpy(to, in.as<std::byte>(0) + size(i) * bytes, bytes);
    else
      std::memset(to, 0, bytes);
  }
  return {};
}

// ---- ReverseSequence ----

struct Sequences {
  std::size_t batch, time;
};

Result<ParsedPtr> parse_sequences(const NodeView& node) {
  const Shape& x = node.shape(0);
  if (x.rank() < 2) return node.error(ErrorCode::kInvalidShape, "its input has too few axes");
  CNN_ASSIGN(const std::size_t batch,
             node.axis(node.get_int("batch_axis", 1), x.rank(), "batch_axis"));
  CNN_ASSIGN(const std::size_t time,
             node.axis(node.get_int("time_axis", 0), x.rank(), "time_axis"));
  if (batch > 1 || time > 1 || batch == time)
    return node.error(ErrorCode::kInvalidModel, "its axes are not the first two");
  if (node.input(1).type.dtype != DType::kInt64 || node.shape(1) != Shape{x[batch]})
    return node.error(ErrorCode::kInvalidShape, "its lengths are not one int64 a sequence");
  return parsed_as(Sequences{batch, time});
}

Result<void> typed_sequences(const NodeView& node, Inputs in, Outputs out) {
  const auto& [batch, time] = node.parsed<Sequences>();
  const Shape& x = node.shape(0);
  const std::size_t bytes = size(x.elements(2, x.rank())) * size_of(in.type(0));
  const auto* lengths = in.as<std::int64_t>(1);
  const auto place = [&](std::int64_t sequence, std::int64_t moment) {
    return size(batch == 0 ? sequence * x[time] + moment : moment * x[batch] + sequence) * bytes;
  };
  for (std::int64_t sequence = 0; sequence < x[batch]; ++sequence) {
    const std::int64_t length = lengths[sequence];
    if (length < 0 || length > x[time])
      return node.error(ErrorCode::kInvalidModel, "a sequence is longer than its axis");
    for (std::int64_t moment = 0; bytes > 0 && moment < x[time]; ++moment) {
      const std::int64_t from = moment < length ? length - 1 - moment : moment;
      std::memcpy(out.as<std::byte>(0) + place(sequence, moment),
                  in.as<std::byte>(0) + place(sequence, from), bytes);
    }
  }
  return {};
}

// ---- CumSum ----

struct Cumulated {
  std::size_t axis;
  bool exclusive, reverse;
};

Result<ParsedPtr> parse_cum_sum(const NodeView& node) {
  CNN_ASSIGN(const std::vector<std::int64_t> given, integers(node, 1));
  if (given.size() != 1)
    return node.error(ErrorCode::kInvalidModel, "its axis is no single number");
  CNN_ASSIGN(const std::size_t axis, node.axis(given[0], node.shape(0).rank(), "axis"));
  return parsed_as(
      Cumulated{axis, node.get_int("exclusive", 0) != 0, node.get_int("reverse", 0) != 0});
}

Result<void> typed_cum_sum(const NodeView& node, Inputs in, Outputs out) {
  const auto& [axis, exclusive, reverse] = node.parsed<Cumulated>();
  const Shape& x = node.shape(0);
  const DType type = in.type(0);
  const bool real = type == DType::kFloat32;
  const std::int64_t length = x[axis], inner = x.elements(axis + 1, x.rank());
  for (std::int64_t outer = 0; outer < x.elements(0, axis); ++outer)
    for (std::int64_t place = 0; place < inner; ++place) {
      Wide sum = {.integer = 0}, next;
      if (real) sum.real = 0;
      for (std::int64_t i = 0; i < length; ++i) {
        const std::int64_t at = (outer * length + (reverse ? length - 1 - i : i)) * inner + place;
        widen(type, in.data(0), at, 1, 1, real, &next);
        if (exclusive) narrow(&sum, real, 1, type, out.data(0), at);
        if (real)
          sum.real += next.real;
        else
          sum.integer = Plus()(sum.integer, next.integer);
        if (!exclusive) narrow(&sum, real, 1, type, out.data(0), at);
      }
    }
  return {};
}

Facts whole_axis(const NodeView& node, std::size_t) {
  const Shape& x = node.shape(0);
  const std::size_t axis = node.parsed<Cumulated>().axis;
  Read read = {"x", 0, {}, own_axes(x.rank())};
  read.axes[axis] = along(0);
  return {.reads = {std::move(read)}, .terms = {x[axis]}};
}

// ---- Det ----

Result<std::vector<ValueType>> infer_det(const NodeView& node) {
  const Shape& x = node.shape(0);
  const std::size_t rank = x.rank();
  if (rank < 2 || x[rank - 1] != x[rank - 2])
    return node.error(ErrorCode::kInvalidShape, "its input is no square matrix");
  Shape result;
  for (std::size_t i = 0; i + 2 < rank; ++i) result.push_back(x[i]);
  return one_output(DType::kFloat32, std::move(result));
}

// By Gauss's elimination, the largest element of a column first. Destroys the matrix.
double determinant(std::vector<double>& matrix, std::size_t n) {
  double result = 1;
  for (std::size_t column = 0; column < n; ++column) {
    std::size_t best = column;
    for (std::size_t row = column; row < n; ++row)
      if (std::abs(matrix[row * n + column]) > std::abs(matrix[best * n + column])) best = row;
    const double pivot = matrix[best * n + column];
    if (pivot == 0) return 0;
    if (best != column) {
      result = -result;
      for (std::size_t i = 0; i < n; ++i) std::swap(matrix[best * n + i], matrix[column * n + i]);
    }
    result *= pivot;
    for (std::size_t row = column + 1; row < n; ++row) {
      const double factor = matrix[row * n + column] / pivot;
      for (std::size_t i = column; i < n; ++i)
        matrix[row * n + i] -= factor * matrix[column * n + i];
    }
  }
  return result;
}

Result<void> typed_det(const NodeView& node, Inputs in, Outputs out) {
  const Shape& x = node.shape(0);
  const std::int64_t n = x[x.rank() - 1];
  std::vector<double> matrix;
  for (std::int64_t i = 0; i < node.output_shape(0).elements(); ++i) {
    matrix.assign(in[0] + i * n * n, in[0] + (i + 1) * n * n);
    out[0][i] = static_cast<float>(determinant(matrix, size(n)));
  }
  return {};
}

constexpr Operator kTable[] = {
    {.type = "OneHot",
     .help = "Makes of every number a row with a mark at that place.",
     .attributes = kAxis,
     .min_inputs = 3,
     .max_inputs = 3,
     .data_inputs = 3,
     .types = kAnyType,
     .parse = parse_one_hot,
     .infer = infer_one_hot,
     .typed = typed_one_hot,
     .formula = "the second of values where x stands at this place of the axis, else the first",
     .parameters =
         "x; depth: length of the new axis; values: what stands elsewhere, and at the mark "
         "| axis=-1: where the new axis goes",
     .facts = one_hot_facts},
    {.type = "EyeLike",
     .help = "A matrix of the same size with ones on a diagonal and zeros elsewhere.",
     .attributes = kEyeLike,
     .data_inputs = 0,
     .types = kAnyType,
     .parse = parse_eye,
     .infer = infer_eye,
     .value = eye_value,
     .formula = "1 on the diagonal, else 0",
     .parameters = "x | dtype: element type, by default the input's; k=0: which diagonal, counted "
                   "upward from the main one",
     .facts = no_cells},
    {.type = "Trilu",
     .help = "Keeps the upper or lower half of a matrix and sets the rest to zero.",
     .attributes = kTrilu,
     .max_inputs = 2,
     .types = kAnyType,
     .parse = parse_trilu,
     .infer = infer_same,
     .typed = typed_trilu,
     .formula = "x in the half that is kept, else 0",
     .parameters = "x; k: the diagonal where the half begins, counted upward from the main one | "
                   "upper=1: 0 keeps the lower half",
     .facts = same_cell},
    {.type = "ReverseSequence",
     .help = "Turns the beginning of each sequence round, as far as its length says.",
     .attributes = kSequences,
     .min_inputs = 2,
     .max_inputs = 2,
     .data_inputs = 2,
     .types = kAnyType,
     .parse = parse_sequences,
     .infer = infer_same,
     .typed = typed_sequences,
     .formula = "x, counted from the end of its sequence",
     .parameters =
         "x; lengths: of each sequence | batch_axis=1: axis of the sequences; time_axis=0: "
         "axis along which they run",
     .facts = any_of_x},
    {.type = "CumSum",
     .help = "Adds up the values along an axis, from its start to each place.",
     .attributes = kCumSum,
     .min_inputs = 2,
     .max_inputs = 2,
     .types = kNumbers,
     .parse = parse_cum_sum,
     .infer = infer_same,
     .typed = typed_cum_sum,
     .formula = "the sum of x up to here",
     .parameters = "x; axis: along which to add | exclusive=0: 1 leaves the value itself out; "
                   "reverse=0: 1 starts at the end",
     .facts = whole_axis},
    {.type = "Det",
     .help = "The determinant of a square matrix.",
     .infer = infer_det,
     .typed = typed_det,
     .formula = "the determinant of the matrix",
     .parameters = "x",
     .facts = any_of_x},
};

}  // namespace

std::span<const Operator> marks_table() {
  return kTable;
}

}  // namespace cnn
