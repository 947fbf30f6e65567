// What the names of values stand for: in the graph of a file, in graphs inside of its nodes, which
// see those around them, and in its functions, which see nothing but their own.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/flags.h"
#include "graph/graph.h"

namespace cnn {

class Scopes {
 public:
  enum class Kind : std::uint8_t { kGraph, kInner, kFunction };

  // graph: gets a value for every name.
  explicit Scopes(Graph& graph) : graph_(graph) {}

  // Names that follow are of a new scope, until leave(). Its values are called `prefix` and their
  // name, with a number behind it where another one has that name.
  void enter(Kind kind, std::string prefix);
  // The values of outer scopes that an inner one has read, each once.
  std::vector<ValueId> leave();
  const std::string& prefix() const { return scopes_.back().prefix; }

  // The value that the name stands for where it is read, perhaps before it is computed; kNoValue
  // where it was bound to that. Errors: kLimitExceeded.
  Result<ValueId> find(const std::string& name);
  // The value of the innermost scope that will be computed under that name. Errors: kInvalidModel
  // where it is computed already, kLimitExceeded.
  Result<ValueId> declare(const std::string& name);
  // The same, computed now.
  Result<ValueId> define(const std::string& name);
  // The value that the innermost scope itself has under that name; kNoValue where it has none.
  ValueId find_own(const std::string& name) const;
  // In the innermost scope the name stands for a value that is there. False where it has a meaning.
  bool bind(const std::string& name, ValueId value);

  // A declared value is computed now.
  void mark_defined(ValueId id) { defined_[static_cast<std::size_t>(id)] = true; }
  bool is_defined(ValueId id) const { return defined_[static_cast<std::size_t>(id)]; }
  // True for a value of an inner graph that is not computed yet, and so cannot be read there.
  bool is_too_early(ValueId id) const;

 private:
  struct Scope {
    Kind kind;
    std::string prefix;
    std::map<std::string, ValueId> ids;
    std::vector<ValueId> captured;
    ValueId first;  // of the values made since
  };

  Result<ValueId> create(Scope& scope, const std::string& name);

  Graph& graph_;
  std::vector<Scope> scopes_;
  std::set<std::string> names_;  // of all values
  Flags defined_;                // by ValueId
};

// Counts structure that no byte of the file stands for: what functions and loops repeat.
// Errors: kLimitExceeded.
Result<void> pay_for_structure(std::size_t bytes);

}  // namespace cnn
