// Stands in for XNNPACK's src/log.c: keeps the last message instead of writing it.
#include "xnnpack_log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "xnnpack.h"
#include "xnnpack/log.h"

// In WebAssembly one thread of a module makes all operators, and one object serves modules with
// threads and without: a variable of a thread would have no place in the latter.
#ifdef __EMSCRIPTEN__
static char message[512];
#else
static _Thread_local char message[512];
#endif

static void keep(const char* format, va_list arguments) {
  vsnprintf(message, sizeof(message), format, arguments);
  char* location = strrchr(message, '(');  // "... (function, file:line)" ends every message
  if (location != NULL && location > message && location[-1] == ' ') location[-1] = '\0';
}

void xnn_vlog_error(const char* format, va_list arguments) {
  keep(format, arguments);
}
void xnn_vlog_fatal(const char* format, va_list arguments) {
  keep(format, arguments);
}

const char* cnn_xnn_last_message(void) {
  return message;
}
void cnn_xnn_clear_message(void) {
  message[0] = '\0';
}
