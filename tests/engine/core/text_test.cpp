#include "core/text.h"

#include <gtest/gtest.h>

#include <string>

#include "core/error.h"

namespace cnn {
namespace {

// The first and last of each length that Unicode allows, and what lies just outside.
TEST(Text, IsUtf8) {
  for (const char* text :
       {"", "a", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
        "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "conv/\xc3\xa9t\xc3\xa9"})
    EXPECT_TRUE(is_utf8(text)) << text;
  EXPECT_TRUE(is_utf8(std::string("a\0b", 3)));
  for (const char* text :
       {"\x80", "\xff", "caf\xe9", "\xc3", "\xc1\xbf", "\xe0\x9f\xbf", "\xe2\x82", "\xed\xa0\x80",
        "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xe2\x82\x41"})
    EXPECT_FALSE(is_utf8(text)) << text;
}

TEST(Text, ShortNamesStayWhole) {
  const std::string name(kLongestName, 'n');
  EXPECT_EQ(shortened(name), name);
  EXPECT_EQ(quoted("conv_1"), "'conv_1'");
}

TEST(Text, LongNamesKeepBothEnds) {
  const std::string name = "begin" + std::string(1 << 20, '-') + "end";
  const std::string text = shortened(name);
  EXPECT_LT(text.size(), kLongestName + 8);
  EXPECT_TRUE(text.starts_with("begin-"));
  EXPECT_TRUE(text.ends_with("-end"));
  EXPECT_NE(text.find("-\xe2\x80\xa6-"), std::string::npos);
}

// Of one to four bytes each, so that the cuts meet every byte of a sequence.
TEST(Text, NoSequenceIsCut) {
  for (const std::string letter : {"a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80"})
    for (std::size_t shift = 0; shift < 5; ++shift) {
      std::string name(shift, 'x');
      for (int i = 0; i < 300; ++i) name += letter;
      EXPECT_TRUE(is_utf8(shortened(name))) << letter << shift;
    }
  EXPECT_LT(shortened(std::string(500, '\x80')).size(), kLongestName + 8);  // no text at all
}

TEST(Text, NoErrorIsLong) {
  const std::string name(1 << 20, 'n');
  const Error error(ErrorCode::kUnsupported, "the value " + name + " is odd", "rename " + name);
  EXPECT_LT(error.message.size(), 1100u);
  EXPECT_LT(error.hint.size(), 1100u);
  EXPECT_TRUE(error.message.ends_with("n is odd"));
}

}  // namespace
}  // namespace cnn
