// Every file of the fuzzer's corpus, and every file it has found, without a sanitizer.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/support/run.h"
#include "fuzz/try_file.h"
#include "ops/op.h"

namespace cnn::fuzz {
namespace {

std::vector<std::string> files_in(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(CNN_FUZZ_DATA "/" + folder))
    if (entry.path().extension() == ".onnx") files.push_back(entry.path().string());
  std::ranges::sort(files);
  return files;
}

TEST(FuzzFiles, CorpusKeepsEveryPromise) {
  const std::vector<std::string> files = files_in("corpus");
  EXPECT_GT(files.size(), 100u);
  for (const std::string& file : files) EXPECT_EQ(try_file(test::read_bytes(file)), "") << file;
}

// A mutation swaps operators, but seldom meets the attributes and shapes that one needs.
TEST(FuzzFiles, CorpusHasEveryOperator) {
  std::string all;
  for (const std::string& file : files_in("corpus"))
    for (const std::byte byte : test::read_bytes(file)) all += static_cast<char>(byte);
  for (const Operator* row : all_operators()) {
    std::string_view type = row->type;
    if (type.starts_with("fused.")) continue;  // the passes' own
    if (type.ends_with(kOverVolumes)) type.remove_suffix(kOverVolumes.size());
    if (type.ends_with(kInTraining)) {
      type.remove_suffix(kInTraining.size());
      EXPECT_TRUE(all.contains("training_mode"));
    }
    type.remove_prefix(type.rfind('.') + 1);
    const char field[] = {4 << 3 | 2, static_cast<char>(type.size())};  // NodeProto.op_type
    EXPECT_TRUE(all.contains(std::string(field, 2) + std::string(type)))
        << "give " << row->type << " a seed: tests/fuzz/seeds";
  }
}

TEST(FuzzFiles, RegressionsKeepEveryPromise) {
  const std::vector<std::string> files = files_in("regressions");
  EXPECT_FALSE(files.empty());
  for (const std::string& file : files) EXPECT_EQ(try_file(test::read_bytes(file)), "") << file;
}

TEST(FuzzFiles, TheSameBytesDoTheSame) {
  for (const std::string& file : files_in("corpus")) {
    const auto bytes = test::read_bytes(file);
    EXPECT_EQ(try_file(bytes), try_file(bytes)) << file;
  }
}

}  // namespace
}  // namespace cnn::fuzz
