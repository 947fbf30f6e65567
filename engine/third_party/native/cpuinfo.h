// The few questions XNNPACK asks its cpuinfo library, answered for the native build, which is for
// tests: what the processor has up to AVX2 on x86-64, and what every processor has on arm64.
#pragma once

#include <stdbool.h>
#include <stdint.h>

static inline bool cpuinfo_initialize(void) {
  return true;
}

#if defined(__x86_64__)

#define CNN_CPU_HAS(name, feature)                  \
  static inline bool cpuinfo_has_x86_##name(void) { \
    return __builtin_cpu_supports(feature);         \
  }
CNN_CPU_HAS(sse2, "sse2")
CNN_CPU_HAS(ssse3, "ssse3")
CNN_CPU_HAS(sse4_1, "sse4.1")
CNN_CPU_HAS(avx, "avx")
CNN_CPU_HAS(avx2, "avx2")
CNN_CPU_HAS(fma3, "fma")
#undef CNN_CPU_HAS
static inline bool cpuinfo_has_x86_f16c(void) {
  return false;
}  // half floats are not compiled in

#elif defined(__aarch64__)

#define CNN_CPU_HAS(name, answer)                   \
  static inline bool cpuinfo_has_arm_##name(void) { \
    return answer;                                  \
  }
CNN_CPU_HAS(vfpv3, true)
CNN_CPU_HAS(neon, true)
CNN_CPU_HAS(neon_fp16, true)
CNN_CPU_HAS(neon_fma, true)
CNN_CPU_HAS(neon_v8, true)
CNN_CPU_HAS(fp16_arith, false)
CNN_CPU_HAS(neon_fp16_arith, false)
CNN_CPU_HAS(neon_bf16, false)
CNN_CPU_HAS(neon_dot, false)
CNN_CPU_HAS(i8mm, false)
CNN_CPU_HAS(sve, false)
CNN_CPU_HAS(sve2, false)
CNN_CPU_HAS(sme, false)
CNN_CPU_HAS(sme2, false)
#undef CNN_CPU_HAS

#endif

// XNNPACK tunes for these cores; every machine is "unknown" here and gets the general choice.
enum cpuinfo_uarch {
  cpuinfo_uarch_unknown,
  cpuinfo_uarch_zen,
  cpuinfo_uarch_dhyana,
  cpuinfo_uarch_kryo,
  cpuinfo_uarch_cortex_a32,
  cpuinfo_uarch_cortex_a35,
  cpuinfo_uarch_cortex_a53,
  cpuinfo_uarch_cortex_a55r0,
  cpuinfo_uarch_cortex_a55,
  cpuinfo_uarch_cortex_a57,
  cpuinfo_uarch_cortex_a72,
  cpuinfo_uarch_cortex_a73,
  cpuinfo_uarch_cortex_a75,
  cpuinfo_uarch_cortex_a76,
  cpuinfo_uarch_cortex_a77,
  cpuinfo_uarch_cortex_a78,
  cpuinfo_uarch_cortex_a510,
  cpuinfo_uarch_cortex_a710,
  cpuinfo_uarch_cortex_a715,
  cpuinfo_uarch_cortex_x1,
  cpuinfo_uarch_cortex_x2,
  cpuinfo_uarch_cortex_x3,
  cpuinfo_uarch_exynos_m1,
  cpuinfo_uarch_exynos_m2,
  cpuinfo_uarch_exynos_m3,
  cpuinfo_uarch_exynos_m4,
  cpuinfo_uarch_exynos_m5,
  cpuinfo_uarch_neoverse_n1,
  cpuinfo_uarch_neoverse_n2,
  cpuinfo_uarch_neoverse_v1,
  cpuinfo_uarch_neoverse_v2,
};
struct cpuinfo_core {
  enum cpuinfo_uarch uarch;
};
struct cpuinfo_uarch_info {
  enum cpuinfo_uarch uarch;
};
static inline const struct cpuinfo_core* cpuinfo_get_core(uint32_t index) {
  static const struct cpuinfo_core unknown = {cpuinfo_uarch_unknown};
  return &unknown;
}
static inline const struct cpuinfo_uarch_info* cpuinfo_get_uarch(uint32_t index) {
  static const struct cpuinfo_uarch_info unknown = {cpuinfo_uarch_unknown};
  return &unknown;
}
static inline uint32_t cpuinfo_get_uarchs_count(void) {
  return 1;
}
