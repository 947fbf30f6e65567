#include "ops/support/lists.h"

#include <memory>
#include <utility>

#include "kernels/strided.h"
#include "ops/support/scratch.h"

namespace cnn {
namespace {

// What a step reads and writes between the transpositions, and its workspace.
struct Between {
  Step step;
  Tensor input, output, workspace;
  std::vector<ConstBuffer> in;  // `input`
  std::vector<Buffer> out;      // `output`
};

// Lists [batch, channels, length] as [batch, length, channels], or back.
Strided turned(std::int64_t batch, std::int64_t rows, std::int64_t columns) {
  return {{batch, columns, rows}, {rows * columns, 1, columns}};
}

}  // namespace

Result<Step> for_lists(LowerContext& context, Step step) {
  const Shape& x = context.node.shape(0);
  const Shape& y = context.node.output_shape(0);
  if (x.rank() != 3) return step;
  const auto between = std::make_shared<Between>();
  CNN_ASSIGN(between->input, scratch_floats(x.elements()));
  CNN_ASSIGN(between->output, scratch_floats(y.elements()));
  CNN_ASSIGN(between->workspace, scratch_workspace(step.workspace_bytes));
  between->step = std::move(step);
  between->in = {buffer_of(between->input)};
  between->out = {buffer_of(between->output)};
  if (between->step.op)
    CNN_TRY(backend(context.node, between->step.setup(between->in, between->out,
                                                      workspace_in(between->workspace))));
  Step around;
  around.body = [between, to = turned(x[0], x[1], x[2]), back = turned(y[0], y[2], y[1]),
                 threads = context.running](Inputs ins, Outputs outs) {
    copy_strided(to, sizeof(float), ins[0], between->input.data<float>().data());
    if (between->step.op)
      xnn_run_operator(between->step.op.get(), *threads);  // cannot fail after setup has not
    else
      between->step.body(between->in, between->out);
    copy_strided(back, sizeof(float), between->output.data<float>().data(), outs[0]);
  };
  return around;
}

}  // namespace cnn
