// Names that a file should not have: of a megabyte, or in no encoding.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "core/text.h"
#include "engine/support/onnx_builder.h"
#include "engine/support/run.h"

namespace cnn::test {
namespace {

using Ints = std::vector<std::int64_t>;

// A node whose every text can be chosen.
struct Texts {
  std::string op = "Relu", node = "node", domain, input = "x", output = "y", weight = "w";
  std::string attribute = "alpha", location;
};

std::vector<std::byte> file_with(const Texts& texts) {
  const Message shape = Message().message(1, Message().number(1, 2));
  const Message type = Message().message(1, Message().number(1, 1).message(2, shape));
  Message node = Message().bytes(1, texts.input).bytes(2, texts.output).bytes(3, texts.node);
  node.bytes(4, texts.op).bytes(7, texts.domain);
  if (texts.attribute != "alpha") node.message(5, attribute(texts.attribute, 1));
  Message weight = Message().number(1, 1).number(2, 1).bytes(8, texts.weight);
  if (texts.location.empty())
    weight.bytes(9, std::string(4, '\0'));
  else
    weight.number(14, 1).message(13, Message().bytes(1, "location").bytes(2, texts.location));
  const Message graph = Message()
                            .message(1, node)
                            .message(5, weight)
                            .message(11, Message().bytes(1, "x").message(2, type))
                            .message(12, Message().bytes(1, "y"));
  const std::string file = Message()
                               .number(1, 8)
                               .message(8, Message().bytes(1, "").number(2, 13))
                               .message(7, graph)
                               .data();
  const auto* data = reinterpret_cast<const std::byte*>(file.data());
  return {data, data + file.size()};
}

std::size_t longest_text(const Error& error) {
  std::size_t longest = 0;
  for (const std::string* text :
       {&error.message, &error.hint, &error.node, &error.op, &error.attribute}) {
    EXPECT_TRUE(is_utf8(*text)) << *text;
    longest = std::max(longest, text->size());
  }
  for (const std::string& text : error.shapes) longest = std::max(longest, text.size());
  return longest;
}

// Each text once, long and of letters of two bytes, in a file that is refused because of it.
TEST(Names, NoErrorRepeatsALongOne) {
  std::string name;
  for (int i = 0; i < (1 << 19) - 8; ++i) name += "\xc3\xa9";
  const std::vector<std::function<void(Texts&)>> changes = {
      [&](Texts& texts) { texts.op = name; },
      [&](Texts& texts) { texts.domain = name; },
      [&](Texts& texts) { texts.node = name, texts.op = "Nothing"; },
      [&](Texts& texts) { texts.attribute = name; },
      [&](Texts& texts) { texts.input = name; },
      [&](Texts& texts) { texts.location = name, texts.weight = name; }};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    Texts texts;
    changes[i](texts);
    const auto result = Session::load(file_with(texts), options());
    ASSERT_FALSE(result) << i;
    EXPECT_LT(longest_text(result.error()), 600u) << i;
    EXPECT_NE(result.error().message.find("\xc3\xa9\xe2\x80\xa6\xc3\xa9"), std::string::npos)
        << i << ": " << result.error().message;
  }
}

TEST(Names, NoNoteRepeatsALongOne) {
  const std::string name(1 << 20, 'n');
  Message conv =
      Message().bytes(1, "x").bytes(1, "w").bytes(2, "c").bytes(3, name).bytes(4, "Conv");
  Message relu = Message().bytes(1, "c").bytes(2, "y").bytes(3, name).bytes(4, "Relu");
  Message shape;
  for (int axis = 0; axis < 4; ++axis) shape.message(1, Message().number(1, 1));
  const Message type = Message().message(1, Message().number(1, 1).message(2, shape));
  const Message graph = Message()
                            .message(1, conv)
                            .message(1, relu)
                            .message(5, tensor_proto("w", {1, 1, 1, 1}, 1, std::string(4, '\0')))
                            .message(11, Message().bytes(1, "x").message(2, type))
                            .message(12, Message().bytes(1, "y"));
  const std::string file = Message()
                               .number(1, 8)
                               .message(8, Message().bytes(1, "").number(2, 13))
                               .message(7, graph)
                               .data();
  const auto session =
      value_or_fail(Session::load(std::as_bytes(std::span(file.data(), file.size())), options()));
  run(*session, PlanKind::kFast);
  const auto& notes = session->plan(PlanKind::kFast)->graph().notes;
  ASSERT_FALSE(notes.empty());
  for (const std::string& note : notes) EXPECT_LT(note.size(), 600u);
}

// 0xe9 is an e with an accent in Latin-1, and no UTF-8.
TEST(Names, OneThatIsNoTextIsRefusedAtLoad) {
  const std::string name = "caf\xe9";
  const std::vector<std::function<void(Texts&)>> changes = {
      [&](Texts& texts) { texts.op = name; },       [&](Texts& texts) { texts.domain = name; },
      [&](Texts& texts) { texts.node = name; },     [&](Texts& texts) { texts.input = name; },
      [&](Texts& texts) { texts.output = name; },   [&](Texts& texts) { texts.weight = name; },
      [&](Texts& texts) { texts.attribute = name; }};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    Texts texts;
    changes[i](texts);
    const auto result = Session::load(file_with(texts), options());
    ASSERT_FALSE(result) << i;
    EXPECT_EQ(result.error().code, ErrorCode::kInvalidModel) << i;
    EXPECT_NE(result.error().message.find("'caf?', which is not UTF-8"), std::string::npos)
        << i << ": " << result.error().message;
  }
  Texts accented;
  accented.node = "caf\xc3\xa9";
  EXPECT_TRUE(Session::load(file_with(accented), options()));
}

}  // namespace
}  // namespace cnn::test
