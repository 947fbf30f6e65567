#include "ops/product/einsum_labels.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "kernels/strided.h"

namespace cnn {
namespace {

constexpr int kEllipsis = 256;  // its axes are numbered from here on, the last one first

std::unexpected<Error> broken(const NodeView& node, std::string message) {
  return node.error(ErrorCode::kInvalidModel, std::move(message), {}, "equation");
}

// One part of the equation, as letters and kEllipsis.
Result<std::vector<int>> read_term(const NodeView& node, std::string_view text) {
  std::vector<int> term;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto letter = static_cast<unsigned char>(text[at]);
    if (text.substr(at).starts_with("...") && std::ranges::find(term, kEllipsis) == term.end()) {
      term.push_back(kEllipsis);
      at += 2;
    } else if (letter < 128 && std::isalpha(letter)) {
      term.push_back(letter);
    } else {
      return broken(node, "its equation is not made of letters, '...', ',' and '->'");
    }
  }
  return term;
}

// The ellipsis written out as `rank` axes.
std::vector<int> expanded(const std::vector<int>& term, std::size_t rank) {
  std::vector<int> labels;
  for (const int label : term) {
    if (label != kEllipsis) labels.push_back(label);
    for (std::size_t axis = label == kEllipsis ? rank : 0; axis-- > 0;)
      labels.push_back(kEllipsis + static_cast<int>(axis));
  }
  return labels;
}

struct Equation {
  std::vector<std::vector<int>> operands;
  std::vector<int> output;
  bool states_output = false;
};

Result<Equation> read_equation(const NodeView& node) {
  std::string text(node.get_string("equation", ""));
  std::erase(text, ' ');
  Equation equation;
  std::string_view rest = text;
  if (const std::size_t arrow = rest.find("->"); arrow != std::string_view::npos) {
    CNN_ASSIGN(equation.output, read_term(node, rest.substr(arrow + 2)));
    equation.states_output = true;
    rest = rest.substr(0, arrow);
  }
  for (bool more = true; more;) {
    const std::size_t comma = rest.find(',');
    more = comma != std::string_view::npos;
    CNN_ASSIGN(auto term, read_term(node, rest.substr(0, comma)));
    equation.operands.push_back(std::move(term));
    if (more) rest = rest.substr(comma + 1);
  }
  if (equation.operands.size() != node.input_count())
    return broken(node, "its equation has " + decimal(equation.operands.size()) +
                            " operands, but it has " + decimal(node.input_count()) + " inputs");
  return equation;
}

// Adds the axes of operand `index` to the labels.
Result<void> add_operand(const NodeView& node, std::size_t index, const std::vector<int>& term,
                         std::vector<EinsumLabel>& labels) {
  const Shape& shape = node.shape(index);
  const auto dense = dense_steps(shape.dims());
  for (std::size_t axis = 0; axis < term.size(); ++axis) {
    auto label = std::ranges::find(labels, term[axis], &EinsumLabel::id);
    if (label == labels.end()) label = labels.insert(label, {.id = term[axis]});
    if (shape[axis] == 1) continue;
    if (label->size != 1 && label->size != shape[axis])
      return node.error(ErrorCode::kInvalidShape, "its equation takes axes of length " +
                                                      decimal(label->size) + " and " +
                                                      decimal(shape[axis]) + " for one");
    label->size = shape[axis];
    label->steps[index] += dense[axis];
  }
  return {};
}

// Without an arrow: the ellipsis, then every letter that occurs once, in the alphabet's order.
std::vector<int> implied_output(const Equation& equation) {
  std::map<int, int> letters;  // how often each occurs
  for (const std::vector<int>& term : equation.operands)
    for (const int label : term)
      if (label != kEllipsis) ++letters[label];
  std::vector<int> result = {kEllipsis};
  for (const auto& [letter, count] : letters)
    if (count == 1) result.push_back(letter);
  return result;
}

}  // namespace

Result<Einsum> read_einsum(const NodeView& node) {
  if (node.input_count() > 2)
    return node.error(ErrorCode::kUnsupported, "it has " + decimal(node.input_count()) +
                                                   " operands; at most two are supported");
  CNN_ASSIGN(const Equation equation, read_equation(node));
  std::vector<EinsumLabel> labels;
  std::size_t ellipsis = 0;  // axes of the longest
  for (std::size_t index = 0; index < equation.operands.size(); ++index) {
    const std::vector<int>& term = equation.operands[index];
    const std::size_t rank = node.shape(index).rank();
    const bool open = std::ranges::find(term, kEllipsis) != term.end();
    const std::size_t letters = term.size() - open;
    if (letters > rank || (!open && letters != rank))
      return broken(node, "its equation does not name the " + decimal(rank) +
                              " axes of its input " + decimal(index));
    ellipsis = std::max(ellipsis, rank - letters);
    CNN_TRY(add_operand(node, index, expanded(term, rank - letters), labels));
  }
  const auto wanted = equation.states_output ? equation.output : implied_output(equation);
  Einsum result;
  for (const int id : expanded(wanted, ellipsis)) {
    const auto label = std::ranges::find(labels, id, &EinsumLabel::id);
    if (label == labels.end() || label->in_output)
      return broken(node, "its output names an axis twice, or one that its inputs do not have");
    label->in_output = true;
    result.output.push_back(*label);
  }
  for (const EinsumLabel& label : labels) {
    if (!label.in_output && label.id >= kEllipsis)
      return broken(node, "its output leaves out the axes of '...'");
    if (!label.in_output) result.summed.push_back(label);
  }
  return result;
}

}  // namespace cnn
