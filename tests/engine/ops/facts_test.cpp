// Every row says which cells its output depends on, and by which formula; and what it says is true.
#include "ops/support/facts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/support/cases.h"
#include "engine/support/facts_hold.h"
#include "engine/support/sweep.h"
#include "graph/node_view.h"
#include "ops/op.h"

namespace cnn::test {
namespace {

using Numbers = std::vector<std::vector<float>>;

// Where flat index `index` stands in a tensor of shape `shape`.
std::vector<std::int64_t> unravel(std::int64_t index, const Shape& shape) {
  std::vector<std::int64_t> at(shape.rank());
  for (std::size_t axis = shape.rank(); axis-- > 0; index /= shape[axis])
    at[axis] = index % shape[axis];
  return at;
}

// The axes of a read, written out where it is the output's own cell.
std::vector<AxisRead> axes_of(const Read& read, const Shape& shape, const Shape& out) {
  if (!read.axes.empty()) return read.axes;
  std::vector<AxisRead> axes;
  for (std::size_t axis = 0; axis < shape.rank(); ++axis)
    axes.push_back(shape[axis] == 1 ? AxisRead() : at(axis + out.rank() - shape.rank()));
  return axes;
}

bool reads_position(const AxisRead& axis, const Facts& facts, std::int64_t o,
                    std::int64_t position) {
  const std::int64_t terms = axis.along < 0 ? 1 : facts.terms[static_cast<std::size_t>(axis.along)];
  for (std::int64_t t = 0; t < terms; ++t) {
    const std::int64_t found = axis.table.empty()
                                   ? axis.start + o / axis.divide * axis.stride + t * axis.step
                                   : axis.table[static_cast<std::size_t>(o * terms + t)];
    if (found == position) return true;
  }
  return false;
}

// Whether output cell `o` is said to depend on element `element` of input `input`.
bool depends(const NodeView& node, const Facts& facts, const Shape& out, std::int64_t o,
             std::size_t input, std::int64_t element) {
  const auto at_output = unravel(o, out);
  for (const Read& read : facts.reads) {
    if (read.input != static_cast<int>(input)) continue;
    const Shape& shape = read.as.rank() > 0 ? read.as : node.shape(input);
    const auto axes = axes_of(read, shape, out);
    const auto cell = unravel(element, shape);
    bool all = true;
    for (std::size_t axis = 0; all && axis < axes.size(); ++axis) {
      const int from = axes[axis].from;
      const std::int64_t own = from < 0 ? 0 : at_output[static_cast<std::size_t>(from)];
      all = reads_position(axes[axis], facts, own, cell[axis]);
    }
    if (all) return true;
  }
  return false;
}

bool is_float(const Value& value) {
  return value.type.dtype == DType::kFloat32;
}

std::vector<float> floats_of(const NodeView& node, std::size_t input, Random& random) {
  if (const TensorPtr known = node.constant(input)) {
    const auto data = known->data<float>();
    return {data.begin(), data.end()};
  }
  return random.reals(node.shape(input).elements());
}

// The operator's own loop over those inputs.
Numbers computed(const NodeView& node, const Operator& row, const Numbers& inputs) {
  Numbers outputs;
  std::vector<ConstBuffer> in;
  std::vector<Buffer> out;
  for (const auto& input : inputs) in.push_back({input.data(), DType::kFloat32});
  for (std::size_t index = 0; index < node.output_count(); ++index)
    outputs.emplace_back(static_cast<std::size_t>(node.output_shape(index).elements()));
  for (auto& output : outputs) out.push_back({output.data(), DType::kFloat32});
  if (row.plain)
    row.plain(node, in, out);
  else
    EXPECT_TRUE(row.typed(node, in, out));
  return outputs;
}

// Every change comes through: no formula that takes one of several, cuts, or rounds.
bool lets_through(std::string_view formula) {
  for (const char* word : {"max", "min", "if", "trunc", "floor", "ceil", "round", "sign", "tanh",
                           "exp", "erf", "share", "==", "<", ">", "!=", "arg", "product", "log"})
    if (formula.find(word) != std::string_view::npos) return false;
  return true;
}

std::map<std::string, int>& checked() {
  static std::map<std::string, int> nodes;
  return nodes;
}

constexpr std::int64_t kMost = 3000;  // cells of the output

bool fits(const NodeView& node, const Operator& row) {
  if (!row.plain && !row.typed) return false;
  for (std::size_t index = 0; index < node.output_count(); ++index)
    if (!node.has_output(index) || !is_float(node.output(index)) ||
        node.output_shape(index).elements() > kMost)
      return false;
  const auto data = std::min(static_cast<std::size_t>(row.data_inputs), node.input_count());
  for (std::size_t index = 0; index < data; ++index)
    if (!node.has_input(index) || !is_float(node.input(index)) || node.shape(index).elements() == 0)
      return false;
  return true;
}

// NaN after NaN is no change.
bool differs(float a, float b) {
  return a != b && !(a != a && b != b);
}

struct Change {
  std::size_t input;
  std::int64_t element;
};

void expect_change_stays(const NodeView& node, const Operator& row, Numbers inputs,
                         const Numbers& before, Change change, const std::string& line) {
  float& cell = inputs[change.input][static_cast<std::size_t>(change.element)];
  cell = cell * 3 + 0.5f;
  const Numbers after = computed(node, row, inputs);
  // Under a factor close to zero a small change is lost in rounding.
  cell = 1000;
  const Numbers far = computed(node, row, inputs);
  for (std::size_t output = 0; output < after.size(); ++output) {
    const Facts facts = row.facts(node, output);
    if (!facts.known) continue;
    const Shape& out = facts.out.rank() > 0 ? facts.out : node.output_shape(output);
    const std::string_view formula = facts.formula.empty() ? row.formula : facts.formula;
    const bool through = lets_through(formula);
    std::size_t stated = 0, silent = 0;
    for (std::size_t i = 0; i < after[output].size(); ++i) {
      const bool changed = differs(after[output][i], before[output][i]) ||
                           differs(far[output][i], before[output][i]);
      const bool may =
          depends(node, facts, out, static_cast<std::int64_t>(i), change.input, change.element);
      ASSERT_TRUE(may || !changed)
          << node.node().op << " output " << output << " cell " << i << " changes with input "
          << change.input << " cell " << change.element << "; " << line;
      // A NaN, such as the root of a negative number, may stay one.
      if (before[output][i] != before[output][i]) continue;
      stated += may, silent += may && !changed;
    }
    // A number that is normalised alone is its own mean: nothing is left of it.
    if (stated == 1 && formula.find("variance") != std::string_view::npos) continue;
    // A change may fall below the last digit of a large sum.
    if (through) EXPECT_LE(silent * 10, stated) << node.node().op << "; " << line;
  }
}

}  // namespace

void expect_facts_hold(const Graph& graph, const std::string& line) {
  Random random(graph.nodes.size() + line.size());
  for (const Node& one : graph.nodes) {
    const NodeView node(graph, one);
    const Operator& row = *find_operator(one.op);
    ASSERT_NE(row.facts, nullptr) << one.op;
    if (!fits(node, row)) continue;
    Numbers inputs;
    const auto data = std::min(static_cast<std::size_t>(row.data_inputs), node.input_count());
    for (std::size_t index = 0; index < data; ++index)
      inputs.push_back(floats_of(node, index, random));
    const Numbers before = computed(node, row, inputs);
    for (std::size_t index = 0; index < data; ++index) {
      const std::int64_t most = node.shape(index).elements() - 1;
      expect_change_stays(node, row, inputs, before, {index, random.integer(0, most)}, line);
    }
    ++checked()[one.op];
  }
}

namespace {

std::vector<std::string> entries(std::string_view text) {
  std::vector<std::string> found;
  std::string entry;
  for (const char letter : std::string(text) + ";") {
    if (letter == ';') {
      const std::size_t first = entry.find_first_not_of(' ');
      if (first != std::string::npos) found.push_back(entry.substr(first));
      entry.clear();
    } else {
      entry += letter;
    }
  }
  return found;
}

TEST(Facts, EveryRowSaysHowItsOutputComesAbout) {
  for (const Operator* row : all_operators()) {
    SCOPED_TRACE(row->type);
    EXPECT_NE(row->facts, nullptr);
    EXPECT_FALSE(row->formula.empty());
  }
}

TEST(Facts, EveryRowNamesItsInputsAndSaysWhatItsAttributesMean) {
  for (const Operator* row : all_operators()) {
    SCOPED_TRACE(row->type);
    const std::size_t bar = row->parameters.find('|');
    const auto inputs = entries(row->parameters.substr(0, bar));
    const auto most = static_cast<std::size_t>(row->max_inputs);
    EXPECT_TRUE(inputs.size() == most || row->max_inputs == kAllInputs) << inputs.size();
    const auto attributes = entries(
        bar == std::string_view::npos ? std::string_view() : row->parameters.substr(bar + 1));
    EXPECT_EQ(attributes.size(), row->attributes.size());
    for (const AttributeSpec& spec : row->attributes) {
      const bool stated = std::ranges::any_of(attributes, [&](const std::string& entry) {
        const std::size_t end = entry.find_first_of("=:");
        const std::size_t meaning = entry.find(": ");
        return entry.substr(0, end) == spec.name && meaning != std::string::npos &&
               meaning + 2 < entry.size();
      });
      EXPECT_TRUE(stated) << spec.name;
    }
  }
}

TEST(Facts, LettersOfInputs) {
  const Operator& conv = *find_operator("Conv");
  EXPECT_EQ(letter_of(conv, 0), "x");
  EXPECT_EQ(letter_of(conv, 1), "weight");
  EXPECT_EQ(letter_of(conv, 2), "bias");
  EXPECT_EQ(letter_of(*find_operator("Concat"), 7), "x");
}

Facts facts_of(const Session& session) {
  const Graph& graph = session.graph();
  const NodeView node(graph, graph.nodes.back());
  return find_operator(node.node().op)->facts(node, 0);
}

TEST(Facts, WindowOfAConvolutionInGroups) {
  ModelBuilder model;
  model.input("x", {1, 4, 9, 7});
  model.weight("w", {6, 2, 3, 2}, std::vector<float>(72, 1));
  model.node("Conv", {"x", "w"}, {"y"},
             {attribute("group", std::int64_t{2}), attribute("strides", Dims{2, 1}),
              attribute("dilations", Dims{1, 3}), attribute("pads", Dims{1, 2, 0, 0})});
  const Facts facts = facts_of(*load(model.output("y").build()));
  EXPECT_EQ(facts.terms, (std::vector<std::int64_t>{2, 3, 2}));
  const auto& [letter, input, as, axes] = facts.reads[0];
  EXPECT_EQ(letter, "x");
  // Three output channels read the same two input channels.
  EXPECT_EQ(axes[1].divide, 3);
  EXPECT_EQ(axes[1].stride, 2);
  EXPECT_EQ(axes[2].start, -1);
  EXPECT_EQ(axes[2].stride, 2);
  EXPECT_EQ(axes[2].step, 1);
  EXPECT_EQ(axes[3].start, -2);
  EXPECT_EQ(axes[3].stride, 1);
  EXPECT_EQ(axes[3].step, 3);
}

TEST(Facts, JsonLeavesOutWhatIsUsual) {
  ModelBuilder model;
  model.input("x", {2, 3}).node("Transpose", {"x"}, {"y"});
  const auto session = load(model.output("y").build());
  const NodeView node(session->graph(), session->graph().nodes[0]);
  EXPECT_EQ(
      facts_json(node, *find_operator("Transpose")),
      R"([{"formula":"x","reads":[{"letter":"x","input":0,"axes":[{"from":1},{"from":0}]}]}])");
}

TEST(Facts, ARowThatSaysNothingMayDependOnEverything) {
  ModelBuilder model;
  model.input("x", {2}).node("Neg", {"x"}, {"y"});
  const auto session = load(model.output("y").build());
  const NodeView node(session->graph(), session->graph().nodes[0]);
  Operator silent = *find_operator("Neg");
  silent.facts = nullptr;
  silent.formula = {};
  EXPECT_EQ(facts_json(node, silent), R"([{"formula":"","reads":[],"unknown":1}])");
}

}  // namespace
}  // namespace cnn::test
