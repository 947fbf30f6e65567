#include "ops/support/facts.h"

#include <cmath>

#include "core/json.h"

namespace cnn {
namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// ---- JSON ----

// Whole numbers alone: a share counts in 2^-30ths.
void write_axis(Json& json, const AxisRead& axis) {
  json.open(Json::kItem, '{');
  if (axis.from >= 0) json.number("from", axis.from);
  if (axis.along >= 0) json.number("along", axis.along);
  if (axis.start != 0) json.number("start", axis.start);
  if (axis.stride != 1) json.number("stride", axis.stride);
  if (axis.divide != 1) json.number("divide", axis.divide);
  if (axis.step != 1) json.number("step", axis.step);
  if (!axis.table.empty()) json.numbers("table", axis.table);
  if (!axis.shares.empty()) {
    json.open("shares", '[');
    for (const float share : axis.shares) json.number(Json::kItem, std::llround(share * 0x1p30));
    json.close(']');
  }
  json.close('}');
}

void write_read(Json& json, const Read& read) {
  json.open(Json::kItem, '{');
  json.text("letter", read.letter);
  json.number("input", read.input);
  if (read.as.rank() > 0) json.numbers("as", read.as.dims());
  if (!read.axes.empty()) {
    json.open("axes", '[');
    for (const AxisRead& axis : read.axes) write_axis(json, axis);
    json.close(']');
  }
  json.close('}');
}

void write_output(Json& json, const Facts& facts, const Operator& row) {
  json.open(Json::kItem, '{');
  json.text("formula", facts.formula.empty() ? row.formula : facts.formula);
  json.open("reads", '[');
  for (const Read& read : facts.reads) write_read(json, read);
  json.close(']');
  if (!facts.terms.empty()) json.numbers("terms", facts.terms);
  if (facts.out.rank() > 0) json.numbers("out", facts.out.dims());
  if (!facts.known) json.number("unknown", 1);
  json.close('}');
}

}  // namespace

std::string_view letter_of(const Operator& row, std::size_t index) {
  std::string_view inputs = row.parameters.substr(0, row.parameters.find('|'));
  for (std::size_t i = 0; i < index; ++i) {
    const std::size_t end = inputs.find(';');
    if (end == std::string_view::npos) break;
    inputs.remove_prefix(end + 1);
  }
  return trimmed(inputs.substr(0, inputs.find_first_of(":;")));
}

Facts same_cell(const NodeView& node, std::size_t) {
  const Operator& row = *find_operator(node.node().op);
  Facts facts;
  for (std::size_t index = 0; index < node.input_count(); ++index)
    if (node.has_input(index))
      facts.reads.push_back({letter_of(row, index), static_cast<int>(index)});
  return facts;
}

Facts same_order(const NodeView& node, std::size_t output) {
  Facts facts{.formula = "x"};
  if (output > 0) return {.formula = "1"};
  facts.reads.push_back({"x", 0, node.output_shape(0)});
  if (node.output_shape(0).rank() == 0) facts.reads[0].as = {1}, facts.out = {1};
  return facts;
}

Facts any_of_x(const NodeView&, std::size_t) {
  return {.reads = {{"x"}}, .known = false};
}

Facts any_cells(const NodeView&, std::size_t) {
  return {.known = false};
}

Facts no_cells(const NodeView&, std::size_t) {
  return {};
}

AxisRead at(std::size_t from) {
  return {.from = static_cast<int>(from)};
}
AxisRead along(std::size_t term) {
  return {.along = static_cast<int>(term)};
}

std::vector<AxisRead> window_reads(const Window& window, AxisRead channel, int term) {
  const auto under = [](const WindowAxis& axis, int from, int term) {
    return AxisRead{from, term, -axis.pad_begin, axis.stride, 1, axis.dilation};
  };
  return {at(0), channel, under(window.y, 2, term), under(window.x, 3, term + 1)};
}

std::vector<AxisRead> own_axes(std::size_t rank) {
  std::vector<AxisRead> axes;
  for (std::size_t axis = 0; axis < rank; ++axis) axes.push_back(at(axis));
  return axes;
}

// Of empty values there are no cells to tell anything about.
static bool has_empty_value(const NodeView& node) {
  for (std::size_t index = 0; index < node.input_count(); ++index)
    if (node.has_input(index) && node.shape(index).elements() == 0) return true;
  for (std::size_t index = 0; index < node.output_count(); ++index)
    if (node.has_output(index) && node.output_shape(index).elements() == 0) return true;
  return false;
}

std::string facts_json(const NodeView& node, const Operator& row) {
  Json json;
  json.open(Json::kItem, '[');
  for (std::size_t output = 0; output < node.output_count(); ++output) {
    const bool named = node.has_output(output);
    Facts facts{.known = false};
    if (row.facts && named && !has_empty_value(node)) facts = row.facts(node, output);
    write_output(json, facts, row);
  }
  json.close(']');
  return json.take();
}

}  // namespace cnn
