// Counts the memory of one session, so that what would pass its limit is refused before it is
// taken.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "core/error.h"

namespace cnn {

class Ledger {
 public:
  explicit Ledger(std::uint64_t limit) : limit_(limit) {}
  // Bytes that may be held, are held, and may still be taken.
  std::uint64_t limit() const { return limit_; }
  std::uint64_t used() const { return used_; }
  std::uint64_t left() const { return limit_ - used_; }
  // False, with nothing counted, where that many bytes are not left.
  bool take(std::uint64_t bytes);
  void give_back(std::uint64_t bytes) { used_ -= bytes; }

 private:
  std::uint64_t limit_;
  std::uint64_t used_ = 0;
};

using LedgerPtr = std::shared_ptr<Ledger>;

// While one lives, whatever this thread allocates through hold() is counted in `ledger`, which
// outlives it. Scopes nest. Where none lives, hold() counts nothing and refuses nothing.
class LedgerScope {
 public:
  explicit LedgerScope(const LedgerPtr& ledger);
  ~LedgerScope();
  LedgerScope(const LedgerScope&) = delete;
  LedgerScope& operator=(const LedgerScope&) = delete;

 private:
  const LedgerPtr* outer_;
};

// The ledger of the innermost scope; null where there is none.
Ledger* current_ledger();

// Bytes counted in a ledger until this object is destroyed.
class Held {
 public:
  Held() = default;
  Held(LedgerPtr ledger, std::uint64_t bytes) : ledger_(std::move(ledger)), bytes_(bytes) {}
  Held(Held&& other) noexcept;
  Held& operator=(Held&& other) noexcept;
  ~Held();
  // Counts that many more, where they are left in the current ledger; else false.
  bool grow(std::uint64_t bytes);
  std::uint64_t bytes() const { return bytes_; }

 private:
  LedgerPtr ledger_;
  std::uint64_t bytes_ = 0;
};

// Structure (names, attributes, lists) is paid for once, for all of its copies: it lives in the
// model as read, in vectors that take up to three times their content while they grow, then in the
// imported graph, the resolved one, the next one while shapes change, and those of the plans.
inline constexpr std::size_t kCopies = 8;
// What malloc adds to a block.
inline constexpr std::size_t kBlock = 16;
// A value of the graph, beside its name.
inline constexpr std::size_t kValue = 128;

// Counts `bytes` in the current ledger; empty where they are not left.
std::optional<Held> hold(std::uint64_t bytes);

// What to answer then: kLimitExceeded. what: "a tensor of shape [1,3]".
std::unexpected<Error> not_left(std::uint64_t bytes, std::string_view what);

}  // namespace cnn
