// The input is walked along x, a block of four channels at a time. Each column is loaded once and
// added to all outputs whose window covers it; their sums stay in registers, as do the weights. A
// kernel with more weights than registers takes a pass per kernel row, with the sums in between in
// a buffer.
//
// In WebAssembly this file is compiled for plain and for relaxed SIMD (engine/CMakeLists.txt).
#include "kernels/depthwise.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "kernels/block.h"

namespace cnn {
namespace {

// Three sizes for the caches, since a block is only part of the cache lines it lies in. Each line
// should come into the first-level cache once, and into the second-level one once.
constexpr std::int64_t kLine = 8;         // blocks that go down a chunk together: two cache lines
constexpr std::int64_t kStrip = 64;       // columns of the input walked in one go
constexpr std::int64_t kChunk = 1 << 16;  // floats of the input in rows that are done together

// body(0) to body(kCount - 1), unrolled before anything else is optimised: an array whose indices
// are constants is kept in registers.
template <int kCount, class Body>
[[gnu::always_inline]] inline void unrolled(Body body) {
  [&]<int... kIndex>(std::integer_sequence<int, kIndex...>) __attribute__((always_inline)) {
    (body(std::integral_constant<int, kIndex>()), ...);
  }(std::make_integer_sequence<int, kCount>());
}

// One pass over one row of four channels. Positions are columns, steps are in floats.
struct Pass {
  const float* input;  // column 0 of the first row
  std::ptrdiff_t row_step, column_step;
  std::ptrdiff_t width;         // of the input
  std::ptrdiff_t first_column;  // under the first output's window; may be negative
  std::ptrdiff_t count;         // outputs
  const float* weights;         // [rows][columns][4]
  const float* sums;            // what the outputs begin with
  std::ptrdiff_t sums_step;
  float* output;
  std::ptrdiff_t output_step;
  Block low, high;  // the sums are clamped to these
};

// Adds kRows rows of a kernel of kColumns columns.
template <int kRows, int kColumns, int kStride>
void run_pass(const Pass& pass) {
  constexpr int kOpen = (kColumns + kStride - 1) / kStride;  // windows that cover a column
  Block weights[kRows][kColumns];
  unrolled<kRows>([&](auto row) {
    unrolled<kColumns>([&](auto column) {
      weights[row][column] = load(pass.weights + (row * kColumns + column) * kBlock);
    });
  });
  Block sums[kOpen] = {};  // sums[i]: of the window that was opened i steps ago
  // Copies, which what is stored to `output` cannot change.
  const float* at = pass.input + pass.first_column * pass.column_step;
  const float* initial = pass.sums;
  float* output = pass.output;
  const std::ptrdiff_t row_step = pass.row_step, column_step = pass.column_step;
  const std::ptrdiff_t initial_step = pass.sums_step, output_step = pass.output_step;
  const Block low = pass.low, high = pass.high;

  // A step opens a window, adds kStride columns to all open ones and closes the oldest.
  const auto step = [&]<bool kInside>(std::ptrdiff_t index) __attribute__((always_inline)) {
    unrolled<kOpen - 1>([&](auto i) { sums[kOpen - 1 - i] = sums[kOpen - 2 - i]; });
    if (kInside || index < pass.count) {
      sums[0] = load(initial);
      initial += initial_step;
    }
    unrolled<kStride>([&](auto offset) {
      const std::ptrdiff_t column = pass.first_column + index * kStride + offset;
      if (kInside || (column >= 0 && column < pass.width)) {
        unrolled<kRows>([&](auto row) {
          const Block x = load(at + row * row_step);
          unrolled<kOpen>([&](auto i) {
            if constexpr (constexpr int tap = offset + kStride * i; tap < kColumns)
              sums[i] = multiply_add(x, weights[row][tap], sums[i]);
          });
        });
      }
      at += column_step;
    });
    if (!kInside && index < kOpen - 1) return;
    Block sum = sums[kOpen - 1];
    sum = sum < low ? low : sum;
    sum = high < sum ? high : sum;
    store(output, sum);
    output += output_step;
  };

  // From `inside` to `outside`, all columns are in the input and every step opens and closes.
  const std::ptrdiff_t steps = pass.count + kOpen - 1;
  const std::ptrdiff_t inside =
      std::max<std::ptrdiff_t>(kOpen - 1, (kStride - 1 - pass.first_column) / kStride);
  const std::ptrdiff_t outside = std::min(pass.count, (pass.width - pass.first_column) / kStride);
  std::ptrdiff_t index = 0;
  for (; index < std::min(inside, steps); ++index) step.template operator()<false>(index);
  for (; index + kOpen <= outside;
       index += kOpen)  // the sums move, but not from register to register
    unrolled<kOpen>([&](auto i) { step.template operator()<true>(index + i); });
  for (; index < outside; ++index) step.template operator()<true>(index);
  for (; index < steps; ++index) step.template operator()<false>(index);
}

using PassFunction = void (*)(const Pass&);

// Kernel rows a pass can add: with more, the weights would not fit the 16 registers of SSE.
std::int64_t rows_per_pass(std::int64_t columns) {
  return columns == 3 ? 3 : 1;
}

template <int kStride>
PassFunction pass_function(std::int64_t rows, std::int64_t columns) {
  if (columns == 7) return run_pass<1, 7, kStride>;
  if (columns == 5) return run_pass<1, 5, kStride>;
  if (rows == 3) return run_pass<3, 3, kStride>;
  return rows == 2 ? run_pass<2, 3, kStride> : run_pass<1, 3, kStride>;
}

// Block number `index` begins here. The last one overlaps its neighbour where four does not divide
// the channels.
std::int64_t first_channel(std::int64_t channels, std::int64_t index) {
  return std::min(index * kBlock, channels - kBlock);
}

std::int64_t block_count(std::int64_t channels) {
  return (channels + kBlock - 1) / kBlock;
}

// Floats of one packed block: bias, then weights.
std::int64_t packed_stride(const Window& window) {
  return (1 + window.y.kernel * window.x.kernel) * kBlock;
}

std::int64_t strip_columns(const WindowAxis& x) {
  return kStrip / x.stride;
}

// A piece of one output row, all channels.
struct Strip {
  std::int64_t first_row, end_row;  // kernel rows over the input
  const float* input;               // column 0 under kernel row first_row
  std::ptrdiff_t width;             // of the input; 0 where no kernel row is over it
  std::ptrdiff_t first_column;      // of the input, under the first output
  std::ptrdiff_t count;             // outputs
  float* output;
};

// row: through the whole batch; column: of the output.
Strip strip_at(const DepthwiseRun& run, std::int64_t row, std::int64_t column) {
  const auto& [y, x] = run.shape.window;
  const std::int64_t channels = run.shape.in_channels;
  const std::int64_t n = row / y.output, top = y.start(row % y.output);
  const auto rows_above = [&](std::int64_t input_row) {
    const std::int64_t distance = input_row - top;
    return distance <= 0 ? 0 : std::min(y.kernel, (distance + y.dilation - 1) / y.dilation);
  };
  Strip strip{};
  strip.first_row = rows_above(0), strip.end_row = rows_above(y.input);
  strip.first_column = x.start(column);
  strip.count = std::min(strip_columns(x), x.output - column);
  strip.output = run.output + (row * x.output + column) * channels;
  strip.input = run.input;
  if (strip.first_row < strip.end_row) {
    strip.width = x.input;
    strip.input += (n * y.input + top + strip.first_row * y.dilation) * x.input * channels;
  } else {  // padding alone: a pass over no column leaves the bias
    strip.first_row = 0, strip.end_row = 1;
  }
  return strip;
}

void run_block(const DepthwiseRun& run, const Strip& strip, std::int64_t block) {
  const auto& [y, x] = run.shape.window;
  const std::int64_t channels = run.shape.in_channels;
  const std::int64_t channel = first_channel(channels, block);
  const float* packed = run.packed + block * packed_stride(run.shape.window);
  float buffer[kStrip * kBlock];  // sums between two passes
  Pass pass{};
  pass.input = strip.input + channel;
  pass.row_step = y.dilation * x.input * channels;
  pass.column_step = channels;
  pass.width = strip.width, pass.first_column = strip.first_column, pass.count = strip.count;
  pass.sums = packed;  // the bias, for every column
  for (std::int64_t row = strip.first_row; row < strip.end_row;) {
    const std::int64_t rows = std::min(strip.end_row - row, rows_per_pass(x.kernel));
    pass.weights = packed + (1 + row * x.kernel) * kBlock;
    row += rows;
    const bool last = row == strip.end_row;
    pass.low = Block{} + (last ? run.low : -std::numeric_limits<float>::infinity());
    pass.high = Block{} + (last ? run.high : std::numeric_limits<float>::infinity());
    pass.output = last ? strip.output + channel : buffer;
    pass.output_step = last ? channels : kBlock;
    (x.stride == 1 ? pass_function<1>(rows, x.kernel) : pass_function<2>(rows, x.kernel))(pass);
    pass.input += rows * pass.row_step;
    pass.sums = buffer, pass.sums_step = kBlock;
  }
}

}  // namespace

bool has_depthwise_kernel(const ConvolutionShape& shape) {
  const WindowAxis& x = shape.window.x;
  return shape.groups == shape.in_channels && shape.groups == shape.out_channels &&
         shape.groups >= kBlock && (x.kernel == 3 || x.kernel == 5 || x.kernel == 7) &&
         x.stride <= 2 && x.dilation == 1;
}

std::size_t depthwise_packed_count(const ConvolutionShape& shape) {
  return static_cast<std::size_t>(block_count(shape.groups) * packed_stride(shape.window));
}

void pack_depthwise(const ConvolutionShape& shape, const float* kernel, const float* bias,
                    float* packed) {
  const std::int64_t area = shape.window.y.kernel * shape.window.x.kernel;
  for (std::int64_t block = 0; block < block_count(shape.groups); ++block) {
    const std::int64_t channel = first_channel(shape.groups, block);
    for (std::int64_t i = 0; i < kBlock; ++i) *packed++ = bias ? bias[channel + i] : 0;
    for (std::int64_t tap = 0; tap < area; ++tap)
      for (std::int64_t i = 0; i < kBlock; ++i) *packed++ = kernel[(channel + i) * area + tap];
  }
}

void depthwise(const DepthwiseRun& run, std::int64_t first_row, std::int64_t end_row) {
  const auto& [y, x] = run.shape.window;
  const std::int64_t blocks = block_count(run.shape.in_channels);
  const std::int64_t row_floats = x.input * run.shape.in_channels * y.stride;
  const std::int64_t chunk = std::max<std::int64_t>(kChunk / row_floats, 1);
  for (std::int64_t first = first_row; first < end_row; first += chunk) {
    const std::int64_t end = std::min(first + chunk, end_row);
    for (std::int64_t column = 0; column < x.output; column += strip_columns(x))
      for (std::int64_t line = 0; line < blocks; line += kLine)
        for (std::int64_t row = first; row < end; ++row) {
          const Strip strip = strip_at(run, row, column);
          const std::int64_t line_end = std::min(line + kLine, blocks);
          for (std::int64_t block = line; block < line_end; ++block) run_block(run, strip, block);
        }
  }
}

}  // namespace cnn
