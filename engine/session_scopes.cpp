#include "session_scopes.h"

#include <algorithm>
#include <utility>

#include "core/ledger.h"
#include "core/text.h"

namespace cnn {

Result<void> pay_for_structure(std::size_t bytes) {
  Ledger* ledger = current_ledger();
  if (!ledger || ledger->take(std::uint64_t{bytes} * kCopies)) return {};
  return not_left(bytes * kCopies, "the next copy of a function of the model");
}

void Scopes::enter(Kind kind, std::string prefix) {
  scopes_.push_back({kind, std::move(prefix), {}, {}, static_cast<ValueId>(graph_.values.size())});
}

std::vector<ValueId> Scopes::leave() {
  std::vector<ValueId> captured = std::move(scopes_.back().captured);
  scopes_.pop_back();
  std::ranges::make_heap(captured);
  std::ranges::sort_heap(captured);
  captured.erase(std::unique(captured.begin(), captured.end()), captured.end());
  return captured;
}

Result<ValueId> Scopes::create(Scope& scope, const std::string& name) {
  std::string own = scope.prefix + name;
  if (scope.kind != Kind::kGraph) CNN_TRY(pay_for_structure(own.size() + kValue + kBlock));
  if (names_.contains(own)) own += "_" + decimal(static_cast<std::int64_t>(graph_.values.size()));
  while (!names_.insert(own).second) own += "_";
  const auto id = static_cast<ValueId>(graph_.values.size());
  graph_.values.emplace_back().name = std::move(own);
  defined_.push_back(false);
  scope.ids[name] = id;
  return id;
}

Result<ValueId> Scopes::find(const std::string& name) {
  for (std::size_t at = scopes_.size(); at-- > 0;) {
    Scope& scope = scopes_[at];
    const auto found = scope.ids.find(name);
    if (found == scope.ids.end() && scope.kind == Kind::kInner) continue;
    ValueId id = kNoValue;
    if (found != scope.ids.end()) {
      id = found->second;
    } else {
      CNN_ASSIGN(id, create(scope, name));
    }
    // Those from here in are all graphs inside of each other: a function would have ended the
    // search.
    if (id != kNoValue)
      for (std::size_t inner = at + 1; inner < scopes_.size(); ++inner)
        scopes_[inner].captured.push_back(id);
    return id;
  }
  return kNoValue;  // not reached: the outermost scope is no inner one
}

ValueId Scopes::find_own(const std::string& name) const {
  const auto found = scopes_.back().ids.find(name);
  return found == scopes_.back().ids.end() ? kNoValue : found->second;
}

Result<ValueId> Scopes::declare(const std::string& name) {
  Scope& scope = scopes_.back();
  const auto found = scope.ids.find(name);
  if (found == scope.ids.end()) return create(scope, name);
  if (found->second != kNoValue && !is_defined(found->second)) return found->second;
  return fail(ErrorCode::kInvalidModel,
              "the value " + quoted(scope.prefix + name) + " is defined twice",
              "the file is damaged or was written by a faulty exporter; export it again");
}

Result<ValueId> Scopes::define(const std::string& name) {
  CNN_ASSIGN(const ValueId id, declare(name));
  mark_defined(id);
  return id;
}

bool Scopes::bind(const std::string& name, ValueId value) {
  return scopes_.back().ids.try_emplace(name, value).second;
}

bool Scopes::is_too_early(ValueId id) const {
  const auto inner = std::ranges::find(scopes_, Kind::kInner, &Scope::kind);
  return inner != scopes_.end() && id >= inner->first && !is_defined(id);
}

}  // namespace cnn
