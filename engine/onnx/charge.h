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
