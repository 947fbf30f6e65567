/* What XNNPACK would have written to standard error: the engine keeps it for its own Error. */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/* Last error message XNNPACK reported on this thread, "" if none; valid until its next message. */
const char* cnn_xnn_last_message(void);

/* Forgets it; call before an operation whose message matters. */
void cnn_xnn_clear_message(void);

#ifdef __cplusplus
}
#endif
