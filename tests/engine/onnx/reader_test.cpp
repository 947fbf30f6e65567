#include "onnx/reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "engine/support/onnx_builder.h"
#include "engine/support/run.h"

namespace cnn::onnx {
namespace {

Model read(const std::string& file) {
  return test::value_or_fail(
      read_model(test::read_bytes(std::string(CNN_TEST_DATA "/onnx/") + file + ".onnx")));
}

// Equal kind and content, for the kinds that compare by content.
bool same(const AttributeValue& a, const AttributeValue& b) {
  return a.index() == b.index() && std::visit(
                                       [&](const auto& value) {
                                         using T = std::decay_t<decltype(value)>;
                                         if constexpr (requires { value == value; })
                                           return value == std::get<T>(b);
                                         return false;
                                       },
                                       a);
}

const Initializer& weight(const Model& model, const std::string& name) {
  const auto found = std::ranges::find(model.initializers, name, &Initializer::name);
  EXPECT_NE(found, model.initializers.end()) << name;
  return *found;
}

TEST(Reader, EveryKindOfAttribute) {
  const Model model = read("attribute-kinds");
  const Node& node = model.nodes.at(0);
  EXPECT_EQ(node.name, "everything");
  EXPECT_EQ(node.domain, "test");
  using Ints = std::vector<std::int64_t>;
  using Strings = std::vector<std::string>;
  std::vector<AttributeValue> wanted = {0.5f, std::int64_t{-3}, std::vector<float>{1.5f, -2.5f},
                                        Ints{1, -1, std::int64_t{1} << 40}, Strings{"a", "b"}};
  int tensors = 0, opaque = 0, texts = 0;
  for (const Attribute& found : node.attributes) {
    if (const auto* tensor = std::get_if<TensorPtr>(&found.value)) {
      EXPECT_EQ((*tensor)->data<float>()[1], 0.75f);
      ++tensors;
    }
    texts += std::holds_alternative<std::string>(found.value);
    opaque += std::holds_alternative<OpaqueAttribute>(found.value);  // the graph
    std::erase_if(wanted, [&](const AttributeValue& value) { return same(value, found.value); });
  }
  EXPECT_TRUE(wanted.empty()) << wanted.size() << " attributes were not read as written";
  EXPECT_EQ(tensors, 1);
  EXPECT_EQ(texts, 1);
  EXPECT_EQ(opaque, 1);
}

TEST(Reader, Float16BecomesFloat32) {
  const Model model = read("float16-weights");
  for (const char* name : {"half", "half_bits"}) {
    const Tensor& tensor = *weight(model, name).tensor;
    EXPECT_EQ(tensor.dtype(), DType::kFloat32);
    const auto values = tensor.data<float>();
    EXPECT_EQ((std::vector<float>{values.begin(), values.end()}), (std::vector<float>{1, 2, 3, 4}))
        << name;
  }
}

// Bit patterns of IEEE 754 binary16 and what they stand for.
TEST(Reader, EveryClassOfFloat16) {
  const std::pair<std::uint16_t, float> cases[] = {
      {0x3c00, 1.0f},     {0xc000, -2.0f},       {0x7bff, 65504.0f}, {0x0400, 0x1p-14f},
      {0x0001, 0x1p-24f}, {0x83ff, -0x3ffp-24f}, {0x0000, 0.0f},     {0x3555, 0x1.554p-2f},
      {0x7c00, INFINITY}, {0xfc00, -INFINITY},
  };
  test::Message tensor;
  std::string raw;
  for (const auto& [bits, value] : cases) {
    raw += static_cast<char>(bits & 255);
    raw += static_cast<char>(bits >> 8);
  }
  tensor.number(1, std::size(cases)).number(2, 10).bytes(8, "t").bytes(9, raw);
  const std::string file =
      test::Message()
          .number(1, 8)
          .message(7, test::Message().message(5, tensor).message(12, test::Message().bytes(1, "t")))
          .data();
  const Model model =
      test::value_or_fail(read_model(std::as_bytes(std::span(file.data(), file.size()))));
  const auto values = weight(model, "t").tensor->data<float>();
  for (std::size_t i = 0; i < std::size(cases); ++i) EXPECT_EQ(values[i], cases[i].second) << i;
}

TEST(Reader, MetadataIsKeptExactly) {
  const Model model = read("metadata");
  EXPECT_FALSE(model.metadata.empty());
  EXPECT_TRUE(std::ranges::any_of(model.metadata, [](const auto& entry) {
    return entry.second.find("\xc3") != std::string::npos;  // UTF-8 beyond ASCII
  }));
  EXPECT_TRUE(
      std::ranges::any_of(model.metadata, [](const auto& entry) { return entry.second.empty(); }));
}

TEST(Reader, NumbersThatTheStoredTypeLacksAreRefused) {
  const auto load = [](int type, const std::string& raw) {
    test::ModelBuilder model;
    model.input("x", {1}).tensor("w", {1}, type, raw).node("Add", {"x", "w"}, {"y"}).output("y");
    return read_model(model.build());
  };
  constexpr int kDouble = 11, kUint64 = 13;
  const auto real = [](double number) { return test::raw_bytes(std::vector<double>{number}); };
  const auto whole = [](std::uint64_t number) {
    return test::raw_bytes(std::vector<std::uint64_t>{number});
  };
  for (const auto& result : {load(kDouble, real(3.5e38)), load(kDouble, real(-1e300)),
                             load(kUint64, whole(std::uint64_t{1} << 63))}) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::kUnsupported);
    EXPECT_NE(result.error().message.find("'w'"), std::string::npos) << result.error().message;
  }
  for (const double number : {3.4e38, -1e-300, -std::numeric_limits<double>::infinity()}) {
    const Model model = test::value_or_fail(load(kDouble, real(number)));
    EXPECT_EQ(weight(model, "w").tensor->data<float>()[0], static_cast<float>(number));
  }
  EXPECT_TRUE(load(kUint64, whole((std::uint64_t{1} << 63) - 1)));
}

TEST(Reader, WrongWireTypeIsAnErrorNotAnAssertion) {
  const std::string file = test::Message().number(1, 8).number(7, 5).data();  // graph as a number
  const auto result = read_model(std::as_bytes(std::span(file.data(), file.size())));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kTruncated);
}

}  // namespace
}  // namespace cnn::onnx
