#include "core/byte_size.h"

#include <gtest/gtest.h>

namespace cnn {
namespace {

TEST(ByteSize, RoundsUpAndChangesUnit) {
  EXPECT_EQ(byte_size(0), "0 KiB");
  EXPECT_EQ(byte_size(1), "1 KiB");
  EXPECT_EQ(byte_size(1024), "1 KiB");
  EXPECT_EQ(byte_size(1025), "2 KiB");
  EXPECT_EQ(byte_size((10u << 20) - 1), "10240 KiB");
  EXPECT_EQ(byte_size(10u << 20), "10 MiB");
  EXPECT_EQ(byte_size(std::uint64_t{5} << 30), "5120 MiB");
}

}  // namespace
}  // namespace cnn
