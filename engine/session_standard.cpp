// ONNX's own operators that others make: an Einsum of more than two operands, and the loss of
// scores.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "session_expansion.h"

namespace cnn {
namespace {

// ---- Einsum ----

constexpr std::string_view kEllipsis = "...";
constexpr std::size_t kLetters = 128;
constexpr std::size_t kMostOperands = 64;

// An equation, whose text stays elsewhere. What is wrong within a term, the nodes that are made of
// it find.
struct Equation {
  std::vector<std::string_view> terms;
  std::string output;
};

template <class Body>
void for_each_letter(std::string_view term, Body body) {
  for (const char byte : term)
    if (const auto letter = static_cast<unsigned char>(byte); letter < kLetters && letter != '.')
      body(letter);
}

// Without an arrow: the ellipsis, then every letter that occurs once, in the alphabet's order.
std::string implied_output(const std::vector<std::string_view>& terms) {
  std::array<int, kLetters> counts{};
  bool open = false;
  for (const std::string_view term : terms) {
    open |= term.find(kEllipsis) != std::string_view::npos;
    for_each_letter(term, [&](unsigned char letter) { ++counts[letter]; });
  }
  std::string output(open ? kEllipsis : "");
  for (std::size_t letter = 0; letter < kLetters; ++letter)
    if (counts[letter] == 1) output += static_cast<char>(letter);
  return output;
}

Equation read_equation(std::string_view text) {
  Equation equation;
  const std::size_t arrow = text.find("->");
  std::string_view rest = text.substr(0, arrow);
  for (bool more = true; more;) {
    const std::size_t comma = rest.find(',');
    more = comma != std::string_view::npos;
    equation.terms.push_back(rest.substr(0, comma));
    if (more) rest.remove_prefix(comma + 1);
  }
  equation.output = arrow == std::string_view::npos ? implied_output(equation.terms)
                                                    : std::string(text.substr(arrow + 2));
  return equation;
}

// The number of the last term that reads each letter, or the ellipsis (under '.'); the output
// counts as the term behind all others.
std::array<std::size_t, kLetters> last_terms(const Equation& equation) {
  std::array<std::size_t, kLetters> last{};
  const auto note = [&](std::string_view term, std::size_t number) {
    for_each_letter(term, [&](unsigned char letter) { last[letter] = number; });
    if (term.find(kEllipsis) != std::string_view::npos) last['.'] = number;
  };
  for (std::size_t number = 0; number < equation.terms.size(); ++number)
    note(equation.terms[number], number);
  note(equation.output, equation.terms.size());
  return last;
}

// The axes of both terms that are read behind term `number`, each once.
std::string kept_axes(std::string_view a, std::string_view b, std::size_t number,
                      const std::array<std::size_t, kLetters>& last) {
  std::string kept;
  for (const std::string_view term : {a, b}) {
    const bool open = term.find(kEllipsis) != std::string_view::npos;
    if (open && last['.'] > number && !kept.starts_with(kEllipsis)) kept.insert(0, kEllipsis);
    for_each_letter(term, [&](unsigned char letter) {
      const char text = static_cast<char>(letter);
      if (last[letter] > number && kept.find(text) == std::string::npos) kept += text;
    });
  }
  return kept;
}

// The first two operands, their product with the third, ... An axis is summed as soon as no later
// operand has it.
Result<void> einsum_in_pairs(Expansion& to) {
  CNN_TRY(to.allow({"equation"}));
  if (to.inputs() > kMostOperands)
    return to.view().error(ErrorCode::kLimitExceeded,
                           "it has " + decimal(to.inputs()) + " operands, and at most " +
                               decimal(kMostOperands) + " are supported");
  CNN_TRY(to.need(to.inputs()));
  std::string text(to.view().get_string("equation", ""));
  std::erase(text, ' ');
  const Equation equation = read_equation(text);
  const std::size_t count = equation.terms.size();
  if (count != to.inputs())
    return to.view().error(ErrorCode::kInvalidModel,
                           "its equation has " + decimal(count) + " operands, but it has " +
                               decimal(to.inputs()) + " inputs",
                           {}, "equation");
  const auto last = last_terms(equation);
  std::string term(equation.terms[0]);
  ValueId product = to.input(0);
  for (std::size_t number = 1; number < count; ++number) {
    const std::string_view next = equation.terms[number];
    const bool ends = number + 1 == count;
    std::string kept = ends ? equation.output : kept_axes(term, next, number, last);
    std::vector<Attribute> attributes;
    attributes.push_back({"equation", term + "," + std::string(next) + "->" + kept});
    const std::vector<ValueId> inputs = {product, to.input(number)};
    if (ends)
      to.finish("Einsum", inputs, std::move(attributes));
    else
      product = to.add("Einsum", inputs, std::move(attributes));
    term = std::move(kept);
  }
  return {};
}

// ---- SoftmaxCrossEntropyLoss ----

// (scores, labels, [weights]): the loss, and the logarithms of the shares.
Result<void> cross_entropy(Expansion& to) {
  CNN_TRY(to.need(2));
  const ValueId logarithms =
      to.add("LogSoftmax", {to.input(0)}, {{"axis", std::int64_t{1}}}, to.output(1));
  to.as_of_opset(13);  // before, it is over all axes from that one on
  to.finish("NegativeLogLikelihoodLoss", {logarithms, to.input(1), to.input(2)}, to.others({}),
            {to.output()});
  return {};
}

}  // namespace

Expand standard_expansion(const Node& node) {
  if (node.op == "SoftmaxCrossEntropyLoss") return cross_entropy;
  return node.op == "Einsum" && node.inputs.size() > 2 ? einsum_in_pairs : nullptr;
}

}  // namespace cnn
