// web/docs/operators.jsonl, of which the documentation makes its page of operators, is what the
// rows say: an operator a line. CNN_WRITE_OPERATORS=1 writes it anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "core/json.h"
#include "core/tensor.h"
#include "ops/elementwise/fused.h"
#include "ops/op.h"

namespace cnn::test {
namespace {

constexpr const char* kFile = CNN_TEST_DATA "/../../web/docs/operators.jsonl";
constexpr std::string_view kAttributeTypes[] = {"int",    "float",   "string", "ints",
                                                "floats", "strings", "tensor"};
constexpr DType kTypes[] = {DType::kFloat32, DType::kInt64, DType::kInt32,
                            DType::kInt8,    DType::kUint8, DType::kBool};

// Which kernels a row has. A row with SIMD may leave some attributes or element types to its loop.
std::string_view kernel_of(const Operator& row) {
  if (!row.infer) return "others";
  if (row.data_inputs == 0) return "load";
  if (row.alias) return "alias";
  return row.lower ? "simd" : "plain";
}

void write_attributes(Json& json, const Operator& row) {
  json.open("attributes", '[');
  for (const AttributeSpec& attribute : row.attributes) {
    json.open(Json::kItem, '{');
    json.text("name", attribute.name);
    json.text("type", kAttributeTypes[attribute.type]);
    if (attribute.until < AttributeSpec{}.until) json.number("until", attribute.until);
    json.close('}');
  }
  json.close(']');
}

// Without "most" where there may be any number.
void write_count(Json& json, std::string_view key, int least, int most) {
  json.open(key, '{');
  json.number("least", least);
  if (most < kAllInputs) json.number("most", most);
  json.close('}');
}

std::string line_of(const Operator& row) {
  Json json;
  json.open(Json::kItem, '{');
  json.text("type", row.type);
  json.text("help", row.help);
  json.text("kernel", kernel_of(row));
  if (row.since > 0) json.number("since", row.since);
  write_count(json, "inputs", row.min_inputs, row.max_inputs);
  write_count(json, "outputs", 1, row.max_outputs);
  json.open("types", '[');
  for (const DType type : kTypes)
    if (row.types & dtypes(type)) json.text(Json::kItem, dtype_name(type));
  json.close(']');
  write_attributes(json, row);
  json.text("formula", row.formula);
  json.text("parameters", row.parameters);
  json.close('}');
  return json.take();
}

// Of the operators that a file may name, by type.
std::string list() {
  std::vector<const Operator*> rows = all_operators();
  std::ranges::sort(rows, {}, &Operator::type);
  std::string text;
  for (const Operator* row : rows)
    if (!row->type.starts_with(kFusedPrefix)) text += line_of(*row) + '\n';
  return text;
}

TEST(OperatorList, IsWhatTheDocumentationShows) {
  const std::string listed = list();
  if (std::getenv("CNN_WRITE_OPERATORS")) std::ofstream(kFile, std::ios::binary) << listed;
  std::ifstream file(kFile, std::ios::binary);
  const std::string shown{std::istreambuf_iterator<char>(file), {}};
  EXPECT_TRUE(shown == listed)
      << "web/docs/operators.jsonl is out of date. Run this test with CNN_WRITE_OPERATORS=1.";
}

}  // namespace
}  // namespace cnn::test
