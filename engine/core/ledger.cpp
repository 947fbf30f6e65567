#include "core/ledger.h"

#include <string>

#include "core/byte_size.h"

namespace cnn {
namespace {

// In WebAssembly one thread of a module calls the engine, and all modules share this object file:
// the linker misplaces thread_local where there are no threads (wasm/README.md).
#ifndef __wasm__
thread_local
#endif
    const LedgerPtr* current = nullptr;

}  // namespace

bool Ledger::take(std::uint64_t bytes) {
  if (bytes > left()) return false;
  used_ += bytes;
  return true;
}

LedgerScope::LedgerScope(const LedgerPtr& ledger) : outer_(current) {
  current = &ledger;
}

LedgerScope::~LedgerScope() {
  current = outer_;
}

Ledger* current_ledger() {
  return current ? current->get() : nullptr;
}

Held::Held(Held&& other) noexcept
    : ledger_(std::move(other.ledger_)), bytes_(std::exchange(other.bytes_, 0)) {}

Held& Held::operator=(Held&& other) noexcept {
  std::swap(ledger_, other.ledger_);
  std::swap(bytes_, other.bytes_);
  return *this;
}

Held::~Held() {
  if (ledger_) ledger_->give_back(bytes_);
}

bool Held::grow(std::uint64_t bytes) {
  if (!ledger_ && current) ledger_ = *current;
  if (ledger_ && !ledger_->take(bytes)) return false;
  bytes_ += bytes;
  return true;
}

std::unexpected<Error> not_left(std::uint64_t bytes, std::string_view what) {
  const Ledger* ledger = current_ledger();
  const std::uint64_t left = ledger ? ledger->left() : 0;
  // What was held for the step that failed may have been given back by now.
  const std::string than =
      bytes > left ? "more than the " + byte_size(left) + " that are left" : "more than was left";
  return fail(ErrorCode::kLimitExceeded,
              std::string(what) + " takes " + byte_size(bytes) + ", " + than + " of the " +
                  byte_size(ledger ? ledger->limit() : 0) + " allowed",
              "use a smaller picture or model, or raise maxMemory");
}

std::optional<Held> hold(std::uint64_t bytes) {
  if (!current) return Held();
  if (!(*current)->take(bytes)) return std::nullopt;
  return Held(*current, bytes);
}

}  // namespace cnn
