#include "ops/support/wide.h"

#include <algorithm>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include "ops/support/broadcast.h"

namespace cnn {
namespace {

template <class From>
void load(const void* from, std::int64_t at, std::int64_t step, std::size_t count, Wide* to) {
  const From* source = static_cast<const From*>(from) + at;
  for (std::size_t i = 0; i < count; ++i, source += step) {
    if constexpr (std::is_same_v<From, float>)
      to[i].real = *source;
    else
      to[i].integer = *source;
  }
}

// In double every bound of the types below 64 bits is exact, and of int64 the upper one is
// excluded.
template <class To>
bool fits(double value) {
  constexpr double kLow = static_cast<double>(std::numeric_limits<To>::min());
  constexpr double kEnd = static_cast<double>(std::numeric_limits<To>::max() / 2 + 1) * 2;
  return (value > kLow - 1 || value == kLow) && value < kEnd;
}

template <class To>
bool store_reals(const Wide* from, std::size_t count, To* to) {
  for (std::size_t i = 0; i < count; ++i) {
    if constexpr (!std::is_same_v<To, float>)
      if (!fits<To>(from[i].real)) return false;
    to[i] = static_cast<To>(from[i].real);
  }
  return true;
}

template <class To>
bool store(const Wide* from, bool real, std::size_t count, void* to, std::int64_t at) {
  To* target = static_cast<To*>(to) + at;
  if (real) return store_reals(from, count, target);
  for (std::size_t i = 0; i < count; ++i) target[i] = static_cast<To>(from[i].integer);
  return true;
}

bool store_truth(const Wide* from, bool real, std::size_t count, void* to, std::int64_t at) {
  auto* target = static_cast<std::uint8_t*>(to) + at;
  for (std::size_t i = 0; i < count; ++i)
    target[i] = real ? from[i].real != 0 : from[i].integer != 0;
  return true;
}

}  // namespace

void widen(DType type, const void* from, std::int64_t at, std::int64_t step, std::size_t count,
           bool real, Wide* to) {
  switch (type) {
    case DType::kFloat32: return load<float>(from, at, step, count, to);
    case DType::kInt64: load<std::int64_t>(from, at, step, count, to); break;
    case DType::kInt32: load<std::int32_t>(from, at, step, count, to); break;
    case DType::kInt8: load<std::int8_t>(from, at, step, count, to); break;
    case DType::kUint8: load<std::uint8_t>(from, at, step, count, to); break;
    case DType::kBool:
      load<std::uint8_t>(from, at, step, count, to);
      for (std::size_t i = 0; i < count; ++i) to[i].integer = to[i].integer != 0;
      break;
  }
  if (real)
    for (std::size_t i = 0; i < count; ++i) to[i].real = static_cast<double>(to[i].integer);
}

bool narrow(const Wide* from, bool real, std::size_t count, DType type, void* to, std::int64_t at) {
  switch (type) {
    case DType::kFloat32: return store<float>(from, real, count, to, at);
    case DType::kInt64: return store<std::int64_t>(from, real, count, to, at);
    case DType::kInt32: return store<std::int32_t>(from, real, count, to, at);
    case DType::kInt8: return store<std::int8_t>(from, real, count, to, at);
    case DType::kUint8: return store<std::uint8_t>(from, real, count, to, at);
    case DType::kBool: return store_truth(from, real, count, to, at);
  }
  return false;
}

Result<void> combine(const NodeView& node, std::span<const Operand> operands,
                     const Function& function, void* out) {
  constexpr std::int64_t kRow = 256;
  if (node.output_shape(0).elements() == 0) return {};
  const DType type = node.output(0).type.dtype;
  bool real = false;
  std::vector<const Shape*> shapes;
  for (const Operand& operand : operands) {
    shapes.push_back(operand.shape);
    real |= operand.type == DType::kFloat32;
  }
  const RowFunction row = real ? function.reals : function.integers;
  BroadcastRows rows(node.output_shape(0), shapes);
  Wide result[kRow], next[kRow];
  std::int64_t written = 0;
  do {
    for (std::int64_t start = 0; start < rows.length(); start += kRow) {
      const auto count = static_cast<std::size_t>(std::min(kRow, rows.length() - start));
      for (std::size_t i = 0; i < operands.size(); ++i) {
        widen(operands[i].type, operands[i].data, rows.at(i) + start * rows.step(i), rows.step(i),
              count, real, i ? next : result);
        if (i && !row(result, next, result, count))
          return node.error(ErrorCode::kInvalidModel, "it divides by zero");
      }
      if (!narrow(result, real && !function.truth, count, type, out, written))
        return node.error(
            ErrorCode::kUnsupported,
            "it meets a number that " + std::string(dtype_name(type)) + " cannot hold");
      written += static_cast<std::int64_t>(count);
    }
  } while (rows.next());
  return {};
}

}  // namespace cnn
