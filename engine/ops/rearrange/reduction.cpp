#include "ops/rearrange/reduction.h"

#include <algorithm>
#include <string>

#include "core/text.h"

namespace cnn {
namespace {

// nullptr for "none" and for what there is not.
const Function* find_reduction(std::string_view name) {
  if (name == "add") return &kFunctionOf<Plus>;
  if (name == "mul") return &kFunctionOf<Times>;
  if (name == "max") return &kFunctionOf<Maximum>;
  if (name == "min") return &kFunctionOf<Minimum>;
  return nullptr;
}

}  // namespace

Result<const Function*> read_reduction(const NodeView& node) {
  const std::string_view name = node.get_string("reduction", "none");
  if (name == "none") return nullptr;
  const Function* found = find_reduction(name);
  if (!found || node.input(0).type.dtype == DType::kBool)
    return node.error(ErrorCode::kUnsupported,
                      "reduction " + quoted(name) + " of " +
                          std::string(dtype_name(node.input(0).type.dtype)) + " is not supported",
                      {}, "reduction");
  return found;
}

void reduce(DType type, const Function& function, const void* updates, std::int64_t from, void* to,
            std::int64_t at, std::int64_t count) {
  constexpr std::int64_t kRun = 256;
  const bool real = type == DType::kFloat32;
  Wide old[kRun], next[kRun];
  for (std::int64_t done = 0; done < count; done += kRun) {
    const auto some = static_cast<std::size_t>(std::min(kRun, count - done));
    widen(type, to, at + done, 1, some, real, old);
    widen(type, updates, from + done, 1, some, real, next);
    (real ? function.reals : function.integers)(old, next, old, some);
    narrow(old, real, some, type, to, at + done);
  }
}

}  // namespace cnn
