#include "session_describe.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <string_view>

#include "core/json.h"
#include "engine/support/onnx_builder.h"
#include "engine/support/run.h"

namespace cnn {
namespace {

using namespace test;

// Expected texts are written by hand, from SessionDescription in wasm/engine.d.ts.

TEST(Json, SeparatesMembersAndEscapesTexts) {
  Json json;
  json.open(Json::kItem, '{');
  json.text("", "");
  json.text("a \"b\" \\", std::string_view("\0\n\x1f\x7f", 4));
  json.open("list", '[');
  json.number(Json::kItem, std::numeric_limits<std::int64_t>::min());
  json.open(Json::kItem, '{');
  json.close('}');
  json.truth(Json::kItem, false);
  json.text(Json::kItem, "[");
  json.numbers(Json::kItem, std::vector<std::int64_t>{1, -2});
  json.json(Json::kItem, R"({"b":[]})");
  json.close(']');
  json.close('}');
  EXPECT_EQ(json.take(), R"({"":"","a \"b\" \\":"\u0000\u000a\u001f)"
                         "\x7f"
                         R"(","list":[-9223372036854775808,{},false,"[",[1,-2],{"b":[]}]})");
}

std::string description(const ModelBuilder& model) {
  return describe_json(*load(model.build()));
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(Describe, ValuesNodesAndOperators) {
  ModelBuilder model(13);
  model.input("x", {-1, 3})
      .weight("w", {3}, std::vector<float>{1, 2, 3})
      .metadata("__proto__", "a\tb");
  model.node("LeakyRelu", {"x"}, {"a"}, {attribute("alpha", 0.1f)});
  model.node("Mul", {"a", "w"}, {"y"}).output("y");
  const std::string json = description(model);
  const auto holds = [&](std::string_view part) {
    EXPECT_NE(json.find(part), std::string::npos) << part << " is not in " << json;
  };
  holds(R"("inputs":[{"name":"x","type":"float32","shape":[-1,3]}])");
  holds(R"("outputs":[{"name":"y","type":"float32","shape":[1,3]}])");
  holds(R"("initializers":[{"name":"w","type":"float32","shape":[3]}])");
  holds(
      R"("attributes":{"alpha":{"bits":1036831949}},"inputShapes":[[1,3]],"outputShapes":[[1,3]])");
  holds(R"("op":"Mul","inputs":["a","w"],"outputs":["y"],"attributes":{},)");
  holds(R"("metadata":{"__proto__":"a\u0009b"})");
  holds(R"("LeakyRelu":{"help":")");
  holds(R"("opset":13,)");
  holds(R"("notes":[)");
}

TEST(Describe, WritesOnceWhatNodesShare) {
  ModelBuilder model(13);
  model.input("x", {1, 2});
  model.node("Relu", {"x"}, {"a"}).node("Neg", {"a"}, {"b"}).node("Relu", {"b"}, {"y"}).output("y");
  const std::string json = description(model);
  // By operator, and by what is true of a node: of both Relus the same.
  EXPECT_EQ(count(json, R"("help":)"), 2u);
  EXPECT_EQ(count(json, R"("parameters":)"), 2u);
  EXPECT_EQ(count(json, R"("facts":0)"), 2u);
  EXPECT_EQ(count(json, R"("facts":1)"), 1u);
  const std::string_view facts =
      R"-("facts":[[{"formula":"max(0, x)","reads":[{"letter":"x","input":0}]}],)-"
      R"-([{"formula":"-x","reads":[{"letter":"x","input":0}]}]])-";
  EXPECT_EQ(count(json, facts), 1u) << json;
}

}  // namespace
}  // namespace cnn
