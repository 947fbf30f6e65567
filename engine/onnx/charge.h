// Pays for what is read before it is taken. Internal to engine/onnx: it throws, and ModelReader
// catches it.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "core/ledger.h"
#include "onnx/wire.h"

namespace cnn::onnx {

struct NoMemoryLeft {
  std::size_t bytes;
};

// Structure lives in the model as read, in vectors that take up to three times their content while
// they grow, then in the imported graph, the resolved one, the next one while shapes change, and
// those of the plans.
inline constexpr std::size_t kCopies = 8;
// What malloc adds to a block.
inline constexpr std::size_t kBlock = 16;
// A value of the graph, beside its name.
inline constexpr std::size_t kValue = 128;

inline void charge(std::size_t bytes) {
  Ledger* ledger = current_ledger();
  if (ledger && !ledger->take(bytes * kCopies)) throw NoMemoryLeft{bytes * kCopies};
}

// Appends to a list of the structure.
template <class T>
void push(std::vector<T>& list, T item) {
  charge(sizeof(T));
  list.push_back(std::move(item));
}

}  // namespace cnn::onnx
