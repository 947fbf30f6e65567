// Other numbers for what only a run shows, where shapes do not fit.
#include <string>

#include "ops/op.h"
#include "passes/resolver.h"

namespace cnn {
namespace {

// Takes the last condition or number of rounds that no run has told of to be 1. False where there
// is none left.
bool take_other_branch(const Graph& failed, Findings& findings) {
  for (auto last = failed.watched.rbegin(); last != failed.watched.rend(); ++last)
    if (findings.try_emplace(failed.value(last->first).name, 1).second) return true;
  return false;
}

}  // namespace

bool second::guess_again(const Graph& imported, const Graph& failed, Findings& findings) {
  if (take_other_branch(failed, findings)) return true;
  // As many as a TopK behind it may ask for.
  constexpr std::int64_t kStep = 16, kMost = kStep * kStep * kStep;
  bool is_new = false;
  for (const Node& node : imported.nodes) {
    const Operator* row = node.control ? nullptr : find_operator(node.op);
    if (!row || !row->count || node.outputs[0] == kNoValue) continue;
    // Most Ranges are of constants, and another guess changes nothing about them.
    const Value& made = failed.value(node.outputs[0]);
    if (node.op == "Range" && (made.constant || made.type.shape.rank() == 0)) continue;
    const std::string& name = imported.value(node.outputs[0]).name;
    if (imported.findings.contains(name)) continue;
    std::int64_t& guess = findings[name];
    if (guess == kMost) continue;
    guess = guess ? guess * kStep : 1;
    is_new = true;
  }
  return is_new;
}

}  // namespace cnn
