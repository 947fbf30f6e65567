#include "onnx/external.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "engine/support/onnx_builder.h"
#include "engine/support/run.h"
#include "onnx/reader.h"

namespace cnn::onnx {
namespace {

using test::Message;

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

using Entries = std::vector<std::pair<std::string, std::string>>;

// A TensorProto of three float32 values that lie where `entries` say.
Message tensor(const std::string& name, const Entries& entries, int type = 1) {
  Message message;
  message.number(1, 3).number(2, type).bytes(8, name);
  for (const auto& [key, value] : entries)
    message.message(13, Message().bytes(1, key).bytes(2, value));
  return message.number(14, 1);
}

std::string model_of(std::initializer_list<Message> tensors) {
  Message graph;
  for (const Message& message : tensors) graph.message(5, message);
  graph.message(12, Message().bytes(1, "out"));
  return Message().number(1, 8).message(7, graph).data();
}

std::string model_at(const Entries& entries, int type = 1) {
  return model_of({tensor("weight", entries, type)});
}

Result<Model> read(const std::string& model, std::span<const ExternalFile> files) {
  return read_model(bytes_of(model), {.external = files});
}

// The values of the only weight of `model`, its bytes in w.bin.
Result<std::vector<float>> values(const std::string& model, const std::string& file) {
  const ExternalFile given[] = {{"w.bin", bytes_of(file)}};
  CNN_ASSIGN(const Model read_back, read(model, given));
  const auto data = read_back.initializers.at(0).tensor->data<float>();
  return std::vector<float>(data.begin(), data.end());
}

const std::string kFile = test::raw_bytes(std::vector<float>{1, 2, 3, 4});

TEST(External, OffsetAndLengthChooseThePart) {
  const auto at = [](const Entries& entries) {
    return test::value_or_fail(values(model_at(entries), kFile));
  };
  using Floats = std::vector<float>;
  EXPECT_EQ(at({{"location", "w.bin"}}), (Floats{1, 2, 3}));
  EXPECT_EQ(at({{"location", "w.bin"}, {"offset", "0"}, {"length", "12"}}), (Floats{1, 2, 3}));
  EXPECT_EQ(at({{"offset", "4"}, {"location", "w.bin"}, {"checksum", "abc"}}), (Floats{2, 3, 4}));
  EXPECT_EQ(at({{"location", "./w.bin"}, {"offset", "0004"}}), (Floats{2, 3, 4}));
}

TEST(External, AnyAlignmentWillDo) {
  const auto result = test::value_or_fail(
      values(model_at({{"location", "w.bin"}, {"offset", "3"}}), "abc" + kFile));
  EXPECT_EQ(result, (std::vector<float>{1, 2, 3}));
}

TEST(External, OtherTypesAreDecodedAsInTheModel) {
  const std::string halves("\x00\x3c\x00\xc0\x55\x35", 6);  // binary16: 1, -2, 0x1.554p-2
  const auto result = test::value_or_fail(values(model_at({{"location", "w.bin"}}, 10), halves));
  EXPECT_EQ(result, (std::vector<float>{1, -2, 0x1.554p-2f}));
}

TEST(External, TensorsOfAttributesToo) {
  const Message node =
      Message()
          .bytes(2, "out")
          .bytes(4, "Constant")
          .message(5,
                   test::attribute("value", tensor("", {{"location", "w.bin"}, {"offset", "4"}})));
  const std::string model =
      Message()
          .number(1, 8)
          .message(7, Message().message(1, node).message(12, Message().bytes(1, "out")))
          .data();
  EXPECT_EQ(test::value_or_fail(external_names(bytes_of(model))),
            std::vector<std::string>{"w.bin"});
  const ExternalFile given[] = {{"w.bin", bytes_of(kFile)}};
  const Model read_back = test::value_or_fail(read(model, given));
  const auto& value = std::get<TensorPtr>(read_back.nodes.at(0).attributes.at(0).value);
  EXPECT_EQ(value->data<float>()[2], 4.0f);
}

struct Wrong {
  Entries entries;
  ErrorCode code;
  std::string word;  // the message has it
};

TEST(External, WrongNumbersAreRefusedInWords) {
  const Wrong cases[] = {
      {{{"offset", "-4"}}, ErrorCode::kInvalidModel, "'-4'"},
      {{{"offset", "+4"}}, ErrorCode::kInvalidModel, "'+4'"},
      {{{"offset", " 4"}}, ErrorCode::kInvalidModel, "' 4'"},
      {{{"offset", ""}}, ErrorCode::kInvalidModel, "not numbers"},
      {{{"offset", "4.0"}}, ErrorCode::kInvalidModel, "'4.0'"},
      {{{"offset", "0x4"}}, ErrorCode::kInvalidModel, "'0x4'"},
      {{{"offset", "8"}}, ErrorCode::kTruncated, "16"},
      {{{"offset", "16"}}, ErrorCode::kTruncated, "w.bin"},
      {{{"offset", "17"}}, ErrorCode::kTruncated, "w.bin"},
      // 2^32, and what wraps round to 4 in 32 and in 64 bits.
      {{{"offset", "4294967296"}}, ErrorCode::kTruncated, "4294967296"},
      {{{"offset", "4294967300"}}, ErrorCode::kTruncated, "4294967300"},
      {{{"offset", "18446744073709551620"}}, ErrorCode::kInvalidModel, "18446744073709551620"},
      // 2^63 - 12, with which offset + length is 2^63; 2^63 - 1; 2^63; 2^64 - 1.
      {{{"offset", "9223372036854775796"}}, ErrorCode::kTruncated, "9223372036854775796"},
      {{{"offset", "9223372036854775807"}}, ErrorCode::kTruncated, "9223372036854775807"},
      {{{"offset", "9223372036854775808"}}, ErrorCode::kInvalidModel, "9223372036854775808"},
      {{{"offset", "18446744073709551615"}}, ErrorCode::kInvalidModel, "18446744073709551615"},
      {{{"length", "16"}}, ErrorCode::kInvalidModel, "12 bytes"},
      {{{"length", "0"}}, ErrorCode::kInvalidModel, "12 bytes"},
      {{{"length", "-12"}}, ErrorCode::kInvalidModel, "'-12'"},
      {{{"length", "18446744073709551628"}}, ErrorCode::kInvalidModel, "'18446744073709551628'"},
      {{{"length", "12"}, {"offset", "8"}}, ErrorCode::kTruncated, "from byte 8"},
  };
  for (const Wrong& wrong : cases) {
    Entries entries = wrong.entries;
    entries.emplace_back("location", "w.bin");
    const auto result = values(model_at(entries), kFile);
    const std::string what = wrong.entries[0].first + " " + wrong.entries[0].second;
    ASSERT_FALSE(result) << what;
    EXPECT_EQ(result.error().code, wrong.code) << what << ": " << result.error().message;
    EXPECT_EQ(result.error().files.size(), wrong.code == ErrorCode::kTruncated ? 1u : 0u) << what;
    for (const std::string& word : {wrong.word, std::string("'weight'")})
      EXPECT_NE(result.error().message.find(word), std::string::npos) << result.error().message;
  }
}

TEST(External, ShapesThatAreNoneAreRefusedBeforeTheFileIsRead) {
  for (const std::int64_t dim : {std::int64_t{-3}, std::int64_t{1} << 62}) {
    Message broken;
    broken.number(1, dim).number(1, 8).number(2, 1).bytes(8, "weight").number(14, 1);
    broken.message(13, Message().bytes(1, "location").bytes(2, "w.bin"));
    const auto result = values(model_of({broken}), kFile);
    ASSERT_FALSE(result) << dim;
    EXPECT_NE(result.error().message.find("weight"), std::string::npos) << result.error().message;
  }
}

TEST(External, NamesThatLeadOutOfTheFolderAreRefused) {
  const std::string names[] = {"",
                               ".",
                               "./",
                               "..",
                               "../w.bin",
                               "a/../w",
                               "./../w",
                               "a/..",
                               "/w.bin",
                               "//host/w",
                               ".//w",
                               "a//b",
                               "a/",
                               "a/./b",
                               "a\\b",
                               "..\\w",
                               "C:w.bin",
                               "c:/w.bin",
                               "\\\\host\\w",
                               "a\nb",
                               "w\x01",
                               std::string("w\0x", 3),
                               "\xff",
                               std::string(1025, 'a')};
  for (const std::string& name : names) {
    const std::string model = model_at({{"location", name}});
    const ExternalFile given[] = {{"w.bin", bytes_of(kFile)}};
    const auto model_read = read(model, given);
    const auto listed = external_names(bytes_of(model));
    ASSERT_FALSE(model_read) << name;
    ASSERT_FALSE(listed) << name;
    for (const Error& error : {model_read.error(), listed.error()}) {
      EXPECT_EQ(error.code, ErrorCode::kInvalidModel) << name << ": " << error.message;
      EXPECT_NE(error.message.find("'weight'"), std::string::npos) << error.message;
      EXPECT_LT(error.message.size(), 400u);
    }
    // Nor can such a file be given.
    const ExternalFile such[] = {{name, bytes_of(kFile)}};
    const auto refused = read(model_of({}), such);
    ASSERT_FALSE(refused) << name;
    EXPECT_EQ(refused.error().code, ErrorCode::kInvalidArgument) << name;
  }
}

TEST(External, NoLocationAtAllIsRefused) {
  const auto result = read(model_at({{"offset", "0"}}), {});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kInvalidModel);
}

TEST(External, NamesAreThoseOfTheModelEachOnceAndSorted) {
  const std::string model =
      model_of({tensor("a", {{"location", "z.bin"}}), tensor("b", {{"location", "./a/é.data"}}),
                tensor("c", {{"location", "z.bin"}, {"offset", "4"}}),
                tensor("d", {{"location", "..data"}})});
  EXPECT_EQ(test::value_or_fail(external_names(bytes_of(model))),
            (std::vector<std::string>{"..data", "a/é.data", "z.bin"}));
  EXPECT_TRUE(test::value_or_fail(external_names(bytes_of(model_of({})))).empty());
  const auto cut = external_names(bytes_of(model).first(model.size() - 3));
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().code, ErrorCode::kTruncated);
  EXPECT_TRUE(cut.error().files.empty());
}

TEST(External, OneErrorNamesEveryFileThatIsMissing) {
  const std::string model =
      model_of({tensor("a", {{"location", "one.bin"}}), tensor("b", {{"location", "./two.bin"}}),
                tensor("c", {{"location", "w.bin"}}), tensor("d", {{"location", "W.BIN"}})});
  const ExternalFile given[] = {{"./w.bin", bytes_of(kFile)}, {"unused", {}}};
  const auto result = read(model, given);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kMissingFile);
  // Names are compared letter by letter.
  EXPECT_EQ(result.error().files, (std::vector<std::string>{"W.BIN", "one.bin", "two.bin"}));
  for (const std::string& name : result.error().files)
    EXPECT_NE(result.error().message.find("'" + name + "'"), std::string::npos);
}

TEST(External, AFileGivenTwiceIsRefused) {
  const ExternalFile given[] = {{"w.bin", bytes_of(kFile)}, {"./w.bin", bytes_of(kFile)}};
  const auto result = read(model_at({{"location", "w.bin"}}), given);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(result.error().message.find("'w.bin'"), std::string::npos);
}

}  // namespace
}  // namespace cnn::onnx
