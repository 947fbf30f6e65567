#include "ops/wide.h"

#include <algorithm>
#include <string>
#include <vector>

#include "ops/broadcast.h"

namespace cnn {

Result<void> combine(const NodeView& node, std::span<const Operand> operands,
                     const Function& function, void* out) {
  constexpr std::int64_t kBlock = 256;
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
  Wide result[kBlock], next[kBlock];
  std::int64_t written = 0;
  do {
    for (std::int64_t start = 0; start < rows.length(); start += kBlock) {
      const auto count = static_cast<std::size_t>(std::min(kBlock, rows.length() - start));
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
