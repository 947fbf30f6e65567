// The subset of XNNPACK that engine/third_party/xnnpack.cmake compiles: every operator it promises
// links and can be created, what it leaves out is refused, and the last message can be read.
#include <gtest/gtest.h>
#include <xnnpack.h>
#include <xnnpack_log.h>

#include <array>
#include <limits>
#include <string>

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr std::array<float, 64> kWeights{};

class Xnnpack : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(xnn_initialize(nullptr), xnn_status_success); }

  // Deletes what was created, so that the test reads as one line an operator.
  void expect_created(xnn_status status) {
    EXPECT_EQ(status, xnn_status_success) << cnn_xnn_last_message();
    if (status == xnn_status_success) EXPECT_EQ(xnn_delete_operator(op_), xnn_status_success);
  }

  xnn_operator_t op_ = nullptr;
};

TEST_F(Xnnpack, CreatesEveryOperatorOfTheSubset) {
  const float* w = kWeights.data();
  expect_created(xnn_create_convolution2d_nhwc_f32(0, 0, 0, 0, 3, 3, 1, 1, 1, 1, 1, 2, 2, 2, 2, w,
                                                   w, -kInfinity, kInfinity, 0, nullptr, nullptr,
                                                   &op_));
  expect_created(xnn_create_convolution2d_nhwc_f32(1, 1, 1, 1, 3, 3, 1, 1, 1, 1, 4, 1, 1, 4, 4, w,
                                                   w, 0, 6, XNN_FLAG_DEPTHWISE_CONVOLUTION, nullptr,
                                                   nullptr, &op_));
  expect_created(xnn_create_fully_connected_nc_f32(4, 4, 4, 4, w, w, -kInfinity, kInfinity, 0,
                                                   nullptr, nullptr, &op_));
  expect_created(xnn_create_max_pooling2d_nhwc_f32(0, 0, 0, 0, 2, 2, 2, 2, 1, 1, -kInfinity,
                                                   kInfinity, 0, &op_));
  expect_created(xnn_create_average_pooling2d_nhwc_f32(0, 0, 0, 0, 2, 2, 2, 2, -kInfinity,
                                                       kInfinity, 0, &op_));
  expect_created(xnn_create_softmax_nc_f32(0, &op_));
  expect_created(xnn_create_transpose_nd_x32(0, &op_));
  expect_created(xnn_create_batch_matrix_multiply_nc_f32(0, &op_));
}

TEST_F(Xnnpack, CreatesEveryUnaryAndBinaryOperatorWithASimdKernel) {
  xnn_unary_params params{};
  params.clamp = {.min = 0, .max = 6};
  for (const xnn_unary_operator type :
       {xnn_unary_clamp, xnn_unary_abs, xnn_unary_bankers_rounding, xnn_unary_ceiling,
        xnn_unary_floor, xnn_unary_hardswish, xnn_unary_leaky_relu, xnn_unary_negate,
        xnn_unary_sigmoid, xnn_unary_square, xnn_unary_square_root, xnn_unary_tanh}) {
    expect_created(xnn_create_unary_elementwise_nc(type, xnn_datatype_fp32, xnn_datatype_fp32,
                                                   &params, nullptr, nullptr, 0, &op_));
  }
  for (const xnn_binary_operator type :
       {xnn_binary_add, xnn_binary_divide, xnn_binary_maximum, xnn_binary_minimum,
        xnn_binary_multiply, xnn_binary_prelu, xnn_binary_subtract}) {
    expect_created(xnn_create_binary_elementwise_nd(type, xnn_datatype_fp32, nullptr, nullptr,
                                                    nullptr, 0, &op_));
  }
}

TEST_F(Xnnpack, RefusesWhatTheSubsetLeavesOut) {
  EXPECT_EQ(xnn_create_binary_elementwise_nd(xnn_binary_pow, xnn_datatype_fp32, nullptr, nullptr,
                                             nullptr, 0, &op_),
            xnn_status_unsupported_parameter);
  EXPECT_EQ(xnn_create_unary_elementwise_nc(xnn_unary_gelu, xnn_datatype_fp32, xnn_datatype_fp32,
                                            nullptr, nullptr, nullptr, 0, &op_),
            xnn_status_unsupported_parameter);
  EXPECT_EQ(xnn_create_unary_elementwise_nc(xnn_unary_abs, xnn_datatype_fp16, xnn_datatype_fp16,
                                            nullptr, nullptr, nullptr, 0, &op_),
            xnn_status_unsupported_parameter);
}

#ifndef __EMSCRIPTEN__  // a module comes without XNNPACK's messages
TEST_F(Xnnpack, KeepsTheLastMessageWithoutItsSourceLocation) {
  cnn_xnn_clear_message();
  EXPECT_STREQ(cnn_xnn_last_message(), "");
  EXPECT_NE(xnn_create_max_pooling2d_nhwc_f32(0, 0, 0, 0, 1, 1, 1, 1, 1, 1, -kInfinity, kInfinity,
                                              0, &op_),
            xnn_status_success);
  const std::string message = cnn_xnn_last_message();
  EXPECT_NE(message.find("1x1 pooling"), std::string::npos) << message;
  EXPECT_EQ(message.find(".c:"), std::string::npos) << message;
}
#endif

// Two values through the whole path: create, reshape, setup, run.
TEST_F(Xnnpack, RunsAFullyConnectedLayer) {
  constexpr std::array<float, 4> kernel = {1, 2, 3, 4};  // [output][input]
  constexpr std::array<float, 2> bias = {10, -100};
  // XNNPACK may read XNN_EXTRA_BYTES past the end of an input.
  constexpr std::array<float, 2 + XNN_EXTRA_BYTES / sizeof(float)> input = {5, 6};
  std::array<float, 2> output = {};
  ASSERT_EQ(xnn_create_fully_connected_nc_f32(2, 2, 2, 2, kernel.data(), bias.data(), 0, kInfinity,
                                              0, nullptr, nullptr, &op_),
            xnn_status_success);
  ASSERT_EQ(xnn_reshape_fully_connected_nc_f32(op_, 1, nullptr), xnn_status_success);
  ASSERT_EQ(xnn_setup_fully_connected_nc_f32(op_, input.data(), output.data()), xnn_status_success);
  ASSERT_EQ(xnn_run_operator(op_, nullptr), xnn_status_success);
  EXPECT_EQ(output[0], 5 * 1 + 6 * 2 + 10);
  EXPECT_EQ(output[1], 0);  // 5 * 3 + 6 * 4 - 100, clamped
  EXPECT_EQ(xnn_delete_operator(op_), xnn_status_success);
}

}  // namespace
