// Networks whose shapes depend on their own numbers: a run finds out, and starts again.
#include <gtest/gtest.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <cstring>
#include <string>
#include <vector>

#include "engine/support/onnx_builder.h"
#include "engine/support/run.h"
#include "graph/graph.h"

namespace cnn::test {
namespace {

using Floats = std::vector<float>;
using Ints = std::vector<std::int64_t>;

constexpr PlanKind kPlans[] = {PlanKind::kPlain, PlanKind::kInspect, PlanKind::kFast};

Ints ints(Session& session, const std::string& name) {
  const auto data = value_or_fail(session.value(name)).data<std::int64_t>();
  return {data.begin(), data.end()};
}

Shape shape_of(Session& session, const std::string& name) {
  return value_or_fail(session.value(name)).shape;
}

Message branch(const std::string& name, const ModelBuilder& graph) {
  return Message().bytes(1, name).message(6, graph.graph()).number(20, 5);
}

// picked: the elements of Relu(x) [2, 3] that are not 0, doubled.
ModelBuilder picking() {
  ModelBuilder model(17);
  model.input("x", {2, 3}).node("Relu", {"x"}, {"r"}).node("NonZero", {"r"}, {"where"});
  model.node("Transpose", {"where"}, {"pairs"}).node("GatherND", {"r", "pairs"}, {"found"});
  model.node("Add", {"found", "found"}, {"picked"});
  return model;
}

TEST(Counted, ShapesFollowWhatEachRunFinds) {
  for (const PlanKind kind : kPlans) {
    const auto session = load(picking().output("picked").output("where").build());
    set_input(*session, "x", Shape{2, 3}, {1, -2, 3, -4, 5, -6});
    run(*session, kind);
    EXPECT_EQ(value(*session, "picked"), (Floats{2, 6, 10}));
    EXPECT_EQ(shape_of(*session, "where"), (Shape{2, 3}));
    EXPECT_EQ(ints(*session, "where"), (Ints{0, 0, 1, 0, 2, 1}));
    set_input(*session, "x", Shape{2, 3}, {-1, -1, -1, -1, -1, 7});
    run(*session, kind);
    EXPECT_EQ(value(*session, "picked"), (Floats{14}));
    EXPECT_EQ(ints(*session, "where"), (Ints{1, 2}));
    set_input(*session, "x", Shape{2, 3}, {-1, -1, -1, -1, -1, -1});
    run(*session, kind);
    EXPECT_EQ(value(*session, "picked"), Floats{});
    EXPECT_EQ(shape_of(*session, "where"), (Shape{2, 0}));
    EXPECT_EQ(session->timings().size(), session->graph().nodes.size());
  }
}

TEST(Counted, BothPlansTakeTheSameNumber) {
  const auto session = load(picking().output("picked").build());
  set_input(*session, "x", Shape{2, 3}, {1, 2, 3, 4, 0, 0});
  run(*session, PlanKind::kFast);
  const int resolved = session->resolutions();
  run(*session, PlanKind::kInspect);
  EXPECT_EQ(session->resolutions(), resolved);  // nothing new was found
  EXPECT_EQ(value(*session, "picked"), (Floats{2, 4, 6, 8}));
}

TEST(Counted, OfConstantsTheNumberIsKnownAtLoad) {
  ModelBuilder model(17);
  model.input("x", {2}).weight("w", {2, 2}, Floats{0, 1, 2, 0}).node("NonZero", {"w"}, {"where"});
  model.node("Identity", {"x"}, {"y"}).output("where").output("y");
  const auto session = load(model.build());
  EXPECT_EQ(session->graph().value(session->graph().outputs[0]).type.shape, (Shape{2, 2}));
  set_input(*session, "x", Shape{2}, {1, 2});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(ints(*session, "where"), (Ints{0, 1, 1, 0}));
}

// One number depends on another: the second is only right once the first is.
TEST(Counted, OneAfterAnother) {
  ModelBuilder model = picking();
  const Floats three{3};
  model.weight("three", {1}, three).node("Less", {"three", "picked"}, {"large"});
  model.node("Compress", {"picked", "large"}, {"rest"}).output("rest");
  for (const PlanKind kind : kPlans) {
    const auto session = load(model.build());
    set_input(*session, "x", Shape{2, 3}, {1, 2, 0, 4, 0, 0});
    run(*session, kind);
    EXPECT_EQ(value(*session, "rest"), (Floats{4, 8}));
    set_input(*session, "x", Shape{2, 3}, {1, 1, 5, 0, 0, 1});
    run(*session, kind);
    EXPECT_EQ(value(*session, "rest"), (Floats{10}));
  }
}

// Rows of boxes and of scores that one condition picks: neither number is right without the other.
TEST(Counted, TwoThatFindTheSame) {
  ModelBuilder model(17);
  const Floats zero{0};
  model.input("boxes", {3, 4}).input("scores", {3, 1}).input("c", {3}).weight("zero", {1}, zero);
  model.node("Less", {"zero", "c"}, {"keep"});
  model.node("Compress", {"boxes", "keep"}, {"b"}, {attribute("axis", 0)});
  model.node("Compress", {"scores", "keep"}, {"s"}, {attribute("axis", 0)});
  model.node("Concat", {"b", "s"}, {"y"}, {attribute("axis", 1)}).output("y");
  for (const PlanKind kind : kPlans) {
    const auto session = load(model.build());
    set_input(*session, "boxes", Shape{3, 4}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    set_input(*session, "scores", Shape{3, 1}, {20, 30, 40});
    for (int round = 0; round < 2; ++round) {
      set_input(*session, "c", Shape{3}, {1, 0, 1});
      run(*session, kind);
      EXPECT_EQ(value(*session, "y"), (Floats{1, 2, 3, 4, 20, 9, 10, 11, 12, 40}));
      set_input(*session, "c", Shape{3}, {0, 1, 0});
      run(*session, kind);
      EXPECT_EQ(value(*session, "y"), (Floats{5, 6, 7, 8, 30}));
    }
  }
}

// Rows are picked, and folded to the width of the input: what was found in another one does not
// fit.
TEST(Counted, WhatWasFoundInAnInputOfAnotherSizeDoesNotMatter) {
  ModelBuilder model(17);
  const Floats zero{0};
  const Ints minus{-1}, one{1};
  model.input("x", {-1, -1}).weight("zero", {1}, zero).weight("minus", {1}, minus);
  model.weight("one", {1}, one).node("Shape", {"x"}, {"shape"});
  model.node("Gather", {"shape", "one"}, {"width"});
  model.node("Less", {"zero", "x"}, {"is"}).node("Reshape", {"is", "minus"}, {"flat"});
  model.node("Compress", {"x", "flat"}, {"picked"});
  model.node("Concat", {"minus", "width"}, {"to"}, {attribute("axis", 0)});
  model.node("Reshape", {"picked", "to"}, {"y"}).output("y");
  const auto session = load(model.build());
  set_input(*session, "x", Shape{2, 4}, {1, 2, 3, 4, 5, 6, 7, 8});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(shape_of(*session, "y"), (Shape{2, 4}));
  set_input(*session, "x", Shape{1, 3}, {1, 2, 3});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value(*session, "y"), (Floats{1, 2, 3}));
}

void set_ints(Session& session, const std::string& name, const Shape& shape, const Ints& values) {
  const InputView view = value_or_fail(session.input_view(name, shape));
  std::memcpy(view.bytes.data(), values.data(), values.size() * sizeof(values[0]));
}

TEST(Counted, TopKOfAsManyAsAreAskedForAtRunTime) {
  ModelBuilder model(17);
  model.input("x", {1, 4}).input("k", {1}, 7).node("TopK", {"x", "k"}, {"v", "i"});
  const auto session = load(model.output("v").output("i").build());
  for (const PlanKind kind : kPlans) {
    set_input(*session, "x", Shape{1, 4}, {3, 9, 1, 7});
    set_ints(*session, "k", Shape{1}, {2});
    run(*session, kind);
    EXPECT_EQ(value(*session, "v"), (Floats{9, 7}));
    EXPECT_EQ(ints(*session, "i"), (Ints{1, 3}));
    set_ints(*session, "k", Shape{1}, {3});
    run(*session, kind);
    EXPECT_EQ(value(*session, "v"), (Floats{9, 7, 3}));
    set_ints(*session, "k", Shape{1}, {0});
    run(*session, kind);
    EXPECT_EQ(shape_of(*session, "v"), (Shape{1, 0}));
  }
  set_ints(*session, "k", Shape{1}, {5});
  const auto refused = session->run(PlanKind::kFast);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("asks for 5 of 4 values"), std::string::npos)
      << text(refused.error());
  set_ints(*session, "k", Shape{1}, {1});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value(*session, "v"), (Floats{9}));
}

// As many as are not 0.
TEST(Counted, TopKOfAsManyAsTheNetworkCounts) {
  ModelBuilder model(17);
  model.input("x", {4}).weight("one", {1}, Ints{1}).node("Sign", {"x"}, {"s"});
  model.node("Abs", {"s"}, {"a"}).node("ReduceSum", {"a"}, {"n"}, {attribute("keepdims", 0)});
  model.node("Cast", {"n"}, {"k"}, {attribute("to", 7)}).node("Reshape", {"k", "one"}, {"k1"});
  model.node("TopK", {"x", "k1"}, {"y", "i"}).output("y");
  const auto session = load(model.build());
  for (const PlanKind kind : kPlans) {
    set_input(*session, "x", Shape{4}, {3, 0, 0, 7});
    run(*session, kind);
    EXPECT_EQ(value(*session, "y"), (Floats{7, 3}));
    set_input(*session, "x", Shape{4}, {3, 5, 4, 0});
    run(*session, kind);
    EXPECT_EQ(value(*session, "y"), (Floats{5, 4, 3}));
  }
}

TEST(Counted, RangeWhoseEndsAreFed) {
  ModelBuilder model(17);
  model.input("a", {}, 7).input("b", {}, 7).input("c", {}, 7);
  model.node("Range", {"a", "b", "c"}, {"y"}).output("y");
  const auto session = load(model.build());
  const auto range = [&](std::int64_t start, std::int64_t limit, std::int64_t delta) {
    set_ints(*session, "a", Shape{}, {start});
    set_ints(*session, "b", Shape{}, {limit});
    set_ints(*session, "c", Shape{}, {delta});
    return session->run(PlanKind::kFast);
  };
  EXPECT_TRUE(range(3, -4, -2));
  EXPECT_EQ(ints(*session, "y"), (Ints{3, 1, -1, -3}));
  EXPECT_TRUE(range(1, 9, 2));  // as many others
  EXPECT_EQ(ints(*session, "y"), (Ints{1, 3, 5, 7}));
  EXPECT_TRUE(range(1, 1, 2));
  EXPECT_EQ(ints(*session, "y"), Ints{});
  EXPECT_FALSE(range(1, 2, 0));
}

// The order of 20,000 boxes, and those that are chosen, take memory beside the plan's.
TEST(Counted, WhatNonMaxSuppressionListsCountsAsMemory) {
  ModelBuilder model(17);
  model.input("boxes", {1, 20000, 4}).input("scores", {1, 1, 20000}).weight("n", {1}, Ints{20000});
  model.node("NonMaxSuppression", {"boxes", "scores", "n"}, {"y"}).output("y");
  LoadOptions limited = options();
  for (limited.max_memory = std::size_t{256} << 10;; limited.max_memory += std::size_t{32} << 10) {
    auto session = Session::load(model.build(), limited);
    if (!session || !(*session)->begin(PlanKind::kFast)) continue;  // not even room for the plan
    const auto refused = (*session)->run(PlanKind::kFast);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kLimitExceeded) << text(refused.error());
    break;
  }
}

// Both branches take their own size of x alone, so that none fits what is guessed at load.
TEST(If, BothBranchesMayWantASizeOfTheirOwn) {
  ModelBuilder yes, no, model(17);
  const Floats three{1, 2, 3}, four{1, 2, 3, 4};
  yes.weight("three", {3, 1}, three).node("MatMul", {"x", "three"}, {"a"}).output("a");
  no.weight("four", {4, 1}, four).node("MatMul", {"x", "four"}, {"b"}).output("b");
  model.input("x", {1, -1}).input("c", {}, 9);
  model.node("If", {"c"}, {"y"}, {branch("then_branch", yes), branch("else_branch", no)});
  const auto session = load(model.output("y").build());
  set_input(*session, "x", Shape{1, 4}, {1, 1, 1, 1});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value(*session, "y"), Floats{10});
  session->input_view("c", Shape{})->bytes[0] = std::byte{1};
  set_input(*session, "x", Shape{1, 3}, {1, 1, 1});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value(*session, "y"), Floats{6});
}

TEST(NonMaxSuppression, OfConstantsThatDoNotFitIsRefused) {
  ModelBuilder model(17);
  const Floats boxes{0, 0, 1, 1}, scores(100, 0.5f);
  const Ints most{100};
  model.input("x", {1}).weight("boxes", {1, 1, 4}, boxes).weight("scores", {1, 1, 100}, scores);
  model.weight("most", {1}, most);
  model.node("NonMaxSuppression", {"boxes", "scores", "most"}, {"y"}).output("y");
  const auto refused = Session::load(model.build(), options());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kInvalidShape) << text(refused.error());
}

TEST(Compress, OfAnEmptyTensorWithVastAxesIsRefused) {
  ModelBuilder model(17);
  const Floats none;
  model.input("c", {5}).weight("x", {1 << 24, 1 << 24, 0}, none);
  model.weight("zero", {1}, Floats{0}).node("Less", {"zero", "c"}, {"keep"});
  model.node("Compress", {"x", "keep"}, {"y"}, {attribute("axis", 2)}).output("y");
  EXPECT_FALSE(Session::load(model.build(), options()));
}

TEST(Compress, KeepsSlicesAlongAnAxisAndElementsWithoutOne) {
  ModelBuilder model(17);
  const Ints axis{1};
  const Floats zero{0};
  model.input("x", {2, 3}).input("c", {3}).weight("zero", {1}, zero);
  model.node("Less", {"zero", "c"}, {"keep"});
  model.node("Compress", {"x", "keep"}, {"columns"}, {attribute("axis", std::int64_t{1})});
  model.node("Compress", {"x", "keep"}, {"first"}).output("columns").output("first");
  const auto session = load(model.build());
  set_input(*session, "x", Shape{2, 3}, {1, 2, 3, 4, 5, 6});
  set_input(*session, "c", Shape{3}, {1, 0, 1});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(shape_of(*session, "columns"), (Shape{2, 2}));
  EXPECT_EQ(value(*session, "columns"), (Floats{1, 3, 4, 6}));
  EXPECT_EQ(value(*session, "first"), (Floats{1, 3}));  // of the first three elements
}

// y: x / 2 where the sum of x is above 10, else x + x + x.
ModelBuilder choosing() {
  ModelBuilder yes, no, model(17);
  const Floats two{2}, ten{10};
  yes.node("Div", {"x", "two"}, {"half"}).output("half");
  no.node("Add", {"x", "x"}, {"twice"}).node("Add", {"twice", "x"}, {"thrice"}).output("thrice");
  model.input("x", {3}).weight("two", {}, two).weight("ten", {}, ten);
  model.node("ReduceSum", {"x"}, {"sum"}, {attribute("keepdims", std::int64_t{0})});
  model.node("Less", {"ten", "sum"}, {"large"});
  model.node("If", {"large"}, {"y"}, {branch("then_branch", yes), branch("else_branch", no)});
  return model.output("y");
}

TEST(If, TakesTheBranchThatARunDecides) {
  for (const PlanKind kind : kPlans) {
    const auto session = load(choosing().build());
    for (int round = 0; round < 2; ++round) {
      set_input(*session, "x", Shape{3}, {1, 2, 3});
      run(*session, kind);
      EXPECT_EQ(value(*session, "y"), (Floats{3, 6, 9}));
      set_input(*session, "x", Shape{3}, {10, 20, 30});
      run(*session, kind);
      EXPECT_EQ(value(*session, "y"), (Floats{5, 10, 15}));
    }
  }
}

// Both of its outputs are constants: nothing else would be left to run.
TEST(If, LooksAtAConditionThatIsAnInput) {
  ModelBuilder yes, no, model(17);
  const Floats one{1}, two{2};
  yes.weight("one", {1}, one).node("Identity", {"one"}, {"a"}).output("a");
  no.weight("two", {1}, two).node("Identity", {"two"}, {"b"}).output("b");
  model.input("c", {}, 9)
      .node("If", {"c"}, {"y"}, {branch("then_branch", yes), branch("else_branch", no)});
  const auto session = load(model.output("y").build());
  for (const std::uint8_t condition : {1, 0, 1}) {
    const auto input = session->input_view("c", Shape{});
    ASSERT_TRUE(input) << text(input.error());
    input->bytes[0] = std::byte{condition};
    run(*session, PlanKind::kFast);
    EXPECT_EQ(value(*session, "y"), (Floats{condition ? 1.0f : 2.0f}));
  }
}

// The branch that is taken where nothing is known wants another size of x.
TEST(If, ABranchThatDoesNotTakeTheInputDoesNotMatter) {
  ModelBuilder yes, no, model(17);
  const Floats four{1, 2, 3, 4}, two{2};
  yes.node("Add", {"x", "x"}, {"a"}).output("a");
  no.weight("four", {4, 1}, four).node("MatMul", {"x", "four"}, {"b"}).output("b");
  model.input("x", {1, 3}).input("c", {}, 9);
  model.node("If", {"c"}, {"y"}, {branch("then_branch", yes), branch("else_branch", no)});
  const auto session = load(model.output("y").build());
  session->input_view("c", Shape{})->bytes[0] = std::byte{1};
  set_input(*session, "x", Shape{1, 3}, {1, 2, 3});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value(*session, "y"), (Floats{2, 4, 6}));
  // Taken all the same, it says what is wrong, and the session lives on.
  session->input_view("c", Shape{})->bytes[0] = std::byte{0};
  const auto refused = session->run(PlanKind::kFast);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("MatMul 'b_node'"), std::string::npos)
      << text(refused.error());
  session->input_view("c", Shape{})->bytes[0] = std::byte{1};
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value(*session, "y"), (Floats{2, 4, 6}));
}

// y = x, at least low and at most half of the sum of x.
TEST(Clip, TakesBoundsThatAreComputed) {
  ModelBuilder model(17);
  const Floats two{2};
  model.input("x", {4}).input("low", {}).weight("two", {}, two);
  model.node("ReduceSum", {"x"}, {"sum"}, {attribute("keepdims", 0)});
  model.node("Div", {"sum", "two"}, {"high"}).node("Clip", {"x", "low", "high"}, {"y"});
  model.node("Clip", {"x", "", "high"}, {"z"}).output("y").output("z");
  const auto session = load(model.build());
  set_input(*session, "x", Shape{4}, {-3, 1, 2, 6});
  set_input(*session, "low", Shape{}, {-1});
  for (const PlanKind kind : kPlans) {
    run(*session, kind);
    EXPECT_EQ(value(*session, "y"), (Floats{-1, 1, 2, 3}));
    EXPECT_EQ(value(*session, "z"), (Floats{-3, 1, 2, 3}));
  }
}

TEST(Size, CountsTheElements) {
  ModelBuilder model(17);
  model.input("x", {2, 3})
      .node("Size", {"x"}, {"n"})
      .node("Cast", {"n"}, {"f"}, {attribute("to", 1)});
  const auto session = load(model.node("Mul", {"x", "f"}, {"y"}).output("y").build());
  set_input(*session, "x", Shape{2, 3}, {1, 0, 0, 0, 0, 2});
  run(*session, PlanKind::kFast);
  EXPECT_EQ(value(*session, "y"), (Floats{6, 0, 0, 0, 0, 12}));
}

// Boxes as y1, x1, y2, x2; the second has its corners the other way round.
// One box of 65536 classes: each node finds 1.5 MB, from when it counts until it has written them.
ModelBuilder finding_much(int nodes) {
  ModelBuilder model(17);
  model.input("boxes", {1, 1, 4}).input("scores", {1, 1 << 16, 1}).weight("most", {}, Ints{1});
  std::vector<std::string> sums;
  for (int i = 0; i < nodes; ++i) {
    const std::string n = std::to_string(i);
    model.node("NonMaxSuppression", {"boxes", "scores", "most"}, {"found" + n});
    model.node("ReduceMax", {"found" + n}, {"max" + n}, {attribute("keepdims", 0)});
    sums.push_back("max" + n);
  }
  return model.node("Max", sums, {"y"}).output("y");
}

void run_on_many_classes(Session& session) {
  set_input(session, "boxes", Shape{1, 1, 4}, {0, 0, 1, 1});
  set_input(session, "scores", Shape{1, 1 << 16, 1}, Floats(1 << 16, 0.5f));
  run(session, PlanKind::kFast);
  EXPECT_EQ(ints(session, "y"), Ints{65535});
}

#ifdef __GLIBC__
TEST(NonMaxSuppression, KeepsNothingOnceItIsWritten) {
  const auto in_use = [] {
    const auto heap = mallinfo2();
    return heap.uordblks + heap.hblkhd;
  };
  const auto one = load(finding_much(1).build()), many = load(finding_much(20).build());
  std::size_t before = in_use();
  run_on_many_classes(*one);
  const std::size_t of_one = in_use() - before;
  before = in_use();
  run_on_many_classes(*many);
  EXPECT_LT(in_use() - before, of_one + (4u << 20));
}
#endif

// Where there is no room to keep what was counted, it is looked for once more: 1.5 MB are written,
// and as much is not there beside them.
TEST(NonMaxSuppression, FindsTheSameInLittleMemory) {
  const auto file = finding_much(2).build();
  LoadOptions limited = options();
  limited.max_memory = std::size_t{5} << 19;
  const auto session = value_or_fail(Session::load(file, limited));
  run_on_many_classes(*session);
}

TEST(NonMaxSuppression, KeepsTheBestOfBoxesThatOverlap) {
  ModelBuilder model(17);
  const Ints most{2};
  const Floats overlap{0.5f}, score{0.2f};
  model.input("boxes", {1, 4, 4}).input("scores", {1, 2, 4}).weight("most", {1}, most);
  model.weight("overlap", {1}, overlap).weight("score", {1}, score);
  model.node("NonMaxSuppression", {"boxes", "scores", "most", "overlap", "score"}, {"kept"});
  const auto session = load(model.output("kept").build());
  set_input(*session, "boxes", Shape{1, 4, 4},
            {0, 0, 10, 10, 11, 10, 1, 0, 20, 20, 30, 30, 40, 40, 50, 50});
  set_input(*session, "scores", Shape{1, 2, 4}, {0.5f, 0.9f, 0.3f, 0.4f, 0.1f, 0.1f, 0.1f, 0.6f});
  run(*session, PlanKind::kFast);
  // The first box overlaps with the second by 90 of 110; then two are enough of class 0.
  EXPECT_EQ(ints(*session, "kept"), (Ints{0, 0, 1, 0, 0, 3, 0, 1, 3}));
  // Without a limit the default is 0: none.
  ModelBuilder none(17);
  none.input("boxes", {1, 4, 4}).input("scores", {1, 2, 4});
  const auto empty =
      load(none.node("NonMaxSuppression", {"boxes", "scores"}, {"kept"}).output("kept").build());
  run(*empty, PlanKind::kFast);
  EXPECT_EQ(shape_of(*empty, "kept"), (Shape{0, 3}));
}

}  // namespace
}  // namespace cnn::test
