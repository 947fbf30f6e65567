// Forced into the three XNNPACK operators that choose a kernel by data type at run time: rows of
// types other than float32 become "no such kernel", so that those kernels need not be compiled in.
// The scalar reference kernels (100 KB of C++ templates) go the same way. Creating such an operator
// then fails with xnn_status_unsupported_parameter, as it does for any type XNNPACK lacks.
#pragma once

#include "xnnpack/config.h"
#include "xnnpack/reference-config.h"

// Functions that nothing in the engine asks for, or that it has loops of its own for.
#define xnn_init_f32_elu_config() NULL
#define xnn_init_f32_exp_config() NULL
#define xnn_init_f32_gelu_config() NULL
#define xnn_init_f32_log_config() NULL
#define xnn_init_f32_rsqrt_config() NULL
#define xnn_init_f32_vcopysign_config() NULL
#define xnn_init_f32_vsqrdiff_config() NULL

#define xnn_init_binary_reference_config(...) NULL
#define xnn_init_unary_reference_config(...) NULL
#define xnn_init_f16_abs_config() NULL
#define xnn_init_f16_clamp_config() NULL
#define xnn_init_f16_elu_config() NULL
#define xnn_init_f16_f32acc_rdsum_config() NULL
#define xnn_init_f16_f32acc_rsum_config() NULL
#define xnn_init_f16_hswish_config() NULL
#define xnn_init_f16_lrelu_config() NULL
#define xnn_init_f16_neg_config() NULL
#define xnn_init_f16_rminmax_config() NULL
#define xnn_init_f16_rndd_config() NULL
#define xnn_init_f16_rndne_config() NULL
#define xnn_init_f16_rndu_config() NULL
#define xnn_init_f16_rsqrt_config() NULL
#define xnn_init_f16_sigmoid_config() NULL
#define xnn_init_f16_sqr_config() NULL
#define xnn_init_f16_sqrt_config() NULL
#define xnn_init_f16_tanh_config() NULL
#define xnn_init_f16_to_f32_cvt_config() NULL
#define xnn_init_f16_to_qs8_cvt_config() NULL
#define xnn_init_f16_vadd_config() NULL
#define xnn_init_f16_vdiv_config() NULL
#define xnn_init_f16_vmax_config() NULL
#define xnn_init_f16_vmin_config() NULL
#define xnn_init_f16_vmul_config() NULL
#define xnn_init_f16_vprelu_config() NULL
#define xnn_init_f16_vsqrdiff_config() NULL
#define xnn_init_f16_vsub_config() NULL
#define xnn_init_f32_to_f16_cvt_config() NULL
#define xnn_init_f32_to_qp8_cvt_config() NULL
#define xnn_init_f32_to_qs8_cvt_config() NULL
#define xnn_init_f32_to_qu8_cvt_config() NULL
#define xnn_init_qp8_f32_qc4w_gemm_config() NULL
#define xnn_init_qs8_cvt_config() NULL
#define xnn_init_qs8_lrelu_config() NULL
#define xnn_init_qs8_rdsum_config() NULL
#define xnn_init_qs8_rsum_config() NULL
#define xnn_init_qs8_to_f16_cvt_config() NULL
#define xnn_init_qs8_to_f32_cvt_config() NULL
#define xnn_init_qs8_vadd_config() NULL
#define xnn_init_qs8_vmul_config() NULL
#define xnn_init_qu8_cvt_config() NULL
#define xnn_init_qu8_lrelu_config() NULL
#define xnn_init_qu8_rdsum_config() NULL
#define xnn_init_qu8_rsum_config() NULL
#define xnn_init_qu8_to_f32_cvt_config() NULL
#define xnn_init_qu8_vadd_config() NULL
#define xnn_init_qu8_vmul_config() NULL
#define xnn_init_s32_to_f32_cvt_config() NULL
#define xnn_init_s8_clamp_config() NULL
#define xnn_init_u8_clamp_config() NULL
#define xnn_init_x8_lut_config() NULL
