// The boundary to JavaScript: converts and forwards, nothing else. engine.d.ts is its contract.
#include <emscripten.h>
#include <emscripten/bind.h>
#include <emscripten/heap.h>
#include <emscripten/val.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "convert.h"
#include "image/preprocess.h"
#include "session.h"
#include "session_describe.h"
#include "session_load.h"

namespace {

using emscripten::val;
using namespace cnn::wasm;

double now() {
  return emscripten_get_now();
}

// Memory that JavaScript fills; malloc, so that a refusal is an answer and not an abort.
class HeapBuffer {
 public:
  val allocate(double bytes) {
    constexpr double kMost = 0x7fffffff;  // wasm32; also refuses NaN and negative sizes
    if (!(bytes >= 0 && bytes <= kMost))
      return failure({cnn::ErrorCode::kLimitExceeded, "a file or picture of that size is too large",
                      "use a smaller one"});
    data_.reset(static_cast<std::uint8_t*>(std::malloc(static_cast<std::size_t>(bytes) + 1)));
    size_ = data_ ? static_cast<std::size_t>(bytes) : 0;
    if (!data_)
      return failure({cnn::ErrorCode::kOutOfMemory,
                      "no memory for " + cnn::decimal(static_cast<std::int64_t>(bytes)) + " bytes",
                      "close other tabs, or use a smaller file"});
    return success(view(std::span(data_.get(), size_)));
  }
  std::span<const std::uint8_t> bytes() const { return {data_.get(), size_}; }
  void release() { data_.reset(), size_ = 0; }

 private:
  struct Free {
    void operator()(std::uint8_t* memory) const { std::free(memory); }
  };
  std::unique_ptr<std::uint8_t, Free> data_;
  std::size_t size_ = 0;
};

// ---- the session ----

class EngineSession {
 public:
  explicit EngineSession(std::unique_ptr<cnn::Session> session) : session_(std::move(session)) {}

  std::string describe() const { return cnn::describe_json(*session_); }

  val input(std::string name, val dims) {
    return to_js(session_->input_view(name, to_shape(dims)),
                 [](const cnn::InputView& input) { return view(input.data<std::uint8_t>()); });
  }

  val picture(int width, int height) {
    if (auto checked = cnn::check_picture_size(width, height); !checked)
      return failure(checked.error());
    width_ = width, height_ = height;
    return picture_.allocate(4.0 * width * height);
  }

  val preprocess(std::string name, val options) {
    const auto asked = to_spec(options);
    if (!asked) return failure(asked.error());
    const cnn::PreprocessSpec& spec = *asked;
    const cnn::Picture picture{picture_.bytes(), width_, height_};
    auto shape = cnn::preprocess_shape(spec);
    if (!shape) return failure(shape.error());
    const auto input = session_->input_view(name, *shape);
    if (!input) return failure(input.error());
    cnn::Result<void> done = cnn::fail(cnn::ErrorCode::kUnsupported,
                                       "a picture fits an input of float32 or uint8 alone");
    if (input->dtype == cnn::DType::kFloat32)
      done = cnn::preprocess(picture, spec, input->data<float>());
    else if (input->dtype == cnn::DType::kUint8)
      done = cnn::preprocess(picture, spec, input->data<std::uint8_t>());
    picture_.release();
    return done ? success(true) : failure(done.error());
  }

  val begin(std::string plan, val keep) {
    constexpr Word<cnn::PlanKind> kPlans[] = {{"fast", cnn::PlanKind::kFast},
                                              {"inspect", cnn::PlanKind::kInspect}};
    const auto kind = one_of<cnn::PlanKind>(kPlans, plan, "plan");
    if (!kind) return failure(kind.error());
    const auto names = emscripten::vecFromJSArray<std::string>(keep);
    return to_js(session_->begin(*kind, names), [](std::size_t steps) { return double(steps); });
  }

  val step(double budget_ms) {
    return to_js(session_->step(budget_ms), [](std::size_t left) { return double(left); });
  }

  void use_threads(int threads) { session_->use_threads(threads); }
  void drop_plans() { session_->drop_plans(); }

  int resolutions() const { return session_->resolutions(); }

  val timings() const {
    return list(session_->timings(), [](double ms) { return ms; });
  }

  val value(std::string name) {
    return to_js(session_->value(name), [](const cnn::ValueView& found) {
      val result = val::object();
      result.set("type", to_js(dtype_name(found.dtype)));
      result.set("dims", to_js(found.shape));
      result.set("bytes", view(found.data<std::uint8_t>()));
      return result;
    });
  }

  val statistics() {
    return to_js(session_->statistics(), [](const std::vector<cnn::NamedStatistics>& all) {
      return list(all, [](const cnn::NamedStatistics& named) {
        val result = val::object();
        result.set("name", to_js(named.name));
        result.set("min", named.statistics.min);
        result.set("max", named.statistics.max);
        result.set("mean", named.statistics.mean);
        result.set("zeros", static_cast<double>(named.statistics.zeros));
        result.set("nonFinite", static_cast<double>(named.statistics.non_finite));
        result.set("elements", static_cast<double>(named.statistics.elements));
        return result;
      });
    });
  }

  val memory() const {
    const cnn::MemoryUse use = session_->memory();
    val result = val::object();
    result.set("weights", static_cast<double>(use.weights));
    result.set("fast", static_cast<double>(use.fast));
    result.set("inspect", static_cast<double>(use.inspect));
    result.set("fastAtLeast", static_cast<double>(use.fast_at_least));
    result.set("other", static_cast<double>(use.other));
    return result;
  }

 private:
  std::unique_ptr<cnn::Session> session_;
  HeapBuffer picture_;
  int width_ = 0, height_ = 0;
};

HeapBuffer model_file;

// A file beside the model.
struct ExternalBuffer {
  std::string path;
  HeapBuffer buffer;
};
std::vector<ExternalBuffer> external_files;

val model_buffer(double bytes) {
  external_files.clear();
  return model_file.allocate(bytes);
}

val external_buffer(std::string path, double bytes) {
  return external_files.emplace_back(std::move(path)).buffer.allocate(bytes);
}

std::vector<cnn::onnx::ExternalFile> external_views() {
  std::vector<cnn::onnx::ExternalFile> views;
  for (const ExternalBuffer& file : external_files)
    views.push_back({file.path, std::as_bytes(file.buffer.bytes())});
  return views;
}

// The second module's bytes, for every thread: module_script.mjs has each instantiate it when it
// first calls one of its functions. Kept for as long as the engine.
HeapBuffer second_module;
struct {
  const std::uint8_t* data = nullptr;
  std::size_t bytes = 0;
} second_module_place;

val second_module_buffer(double bytes) {
  val buffer = second_module.allocate(bytes);
  second_module_place = {second_module.bytes().data(), second_module.bytes().size()};
  return buffer;
}

// A model on its way to a session, in slices.
class EngineLoader {
 public:
  EngineLoader(const cnn::LoadOptions& options, std::vector<cnn::FreeDimension> dimensions,
               std::vector<std::string> until)
      : external_(external_views()),
        dimensions_(std::move(dimensions)),
        until_(std::move(until)),
        loader_(std::as_bytes(model_file.bytes()), with_external(options)) {}

  val step(double budget_ms) {
    auto done = loader_.step(budget_ms);
    if (!done || *done == 1) {
      model_file.release();
      external_files.clear();
    }
    return to_js(std::move(done), [](double share) { return share; });
  }

  bool needs_second_module() const { return loader_.needs_second_module(); }

  // Owned by JavaScript.
  EngineSession* take() { return new EngineSession(loader_.take()); }

 private:
  cnn::LoadOptions with_external(cnn::LoadOptions options) const {
    options.external = external_;
    options.dimensions = dimensions_;
    options.until = until_;
    return options;
  }

  std::vector<cnn::onnx::ExternalFile> external_;  // this and the next two outlive the loader
  std::vector<cnn::FreeDimension> dimensions_;
  std::vector<std::string> until_;
  cnn::Loader loader_;
};

val load(val options) {
  cnn::LoadOptions load_options;
  load_options.clock = now;
  load_options.threads = options["threads"].as<int>();
  if (const double limit = options["maxMemory"].as<double>(); limit > 0)
    load_options.max_memory = static_cast<std::size_t>(std::min(limit, 4294967295.0));
  const val names = options["dimensionNames"], sizes = options["dimensionSizes"];
  std::vector<cnn::FreeDimension> dimensions;
  for (int i = 0, count = names["length"].as<int>(); i < count; ++i)
    dimensions.push_back(
        {names[i].as<std::string>(), static_cast<std::int64_t>(sizes[i].as<double>())});
  return success(new EngineLoader(load_options, std::move(dimensions),
                                  emscripten::vecFromJSArray<std::string>(options["until"])));
}

double heap_bytes() {
  return static_cast<double>(emscripten_get_heap_size());
}

}  // namespace

// The C++ library's own would bring printf, for a message that nobody reads.
extern "C" [[noreturn]] void abort_message(const char*, ...) {
  std::abort();
}

// Likewise Embind's, which calls this for the name of a type that is not bound. All of ours are.
extern "C" int siprintf(char* text, const char*, ...) {
  *text = '\0';
  return 0;
}

// Two numbers of 32 bits: where secondModuleBuffer()'s bytes are, and how many; both 0 before it.
extern "C" const void* cnn_second_module() {
  return &second_module_place;
}

EMSCRIPTEN_BINDINGS(cnn_playground) {
  emscripten::class_<EngineSession>("EngineSession")
      .function("describe", &EngineSession::describe)
      .function("input", &EngineSession::input)
      .function("picture", &EngineSession::picture)
      .function("preprocess", &EngineSession::preprocess)
      .function("begin", &EngineSession::begin)
      .function("step", &EngineSession::step)
      .function("useThreads", &EngineSession::use_threads)
      .function("dropPlans", &EngineSession::drop_plans)
      .function("resolutions", &EngineSession::resolutions)
      .function("timings", &EngineSession::timings)
      .function("value", &EngineSession::value)
      .function("statistics", &EngineSession::statistics)
      .function("memory", &EngineSession::memory);
  emscripten::class_<EngineLoader>("EngineLoader")
      .function("step", &EngineLoader::step)
      .function("needsSecondModule", &EngineLoader::needs_second_module)
      .function("take", &EngineLoader::take, emscripten::allow_raw_pointers());
  emscripten::function("modelBuffer", &model_buffer);
  emscripten::function("externalBuffer", &external_buffer);
  emscripten::function("secondModuleBuffer", &second_module_buffer);
  emscripten::function("load", &load);
  emscripten::function("heapBytes", &heap_bytes);
}
