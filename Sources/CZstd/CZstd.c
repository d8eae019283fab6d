#include "CZstd.h"

#include <dlfcn.h>
#include <stdlib.h>

// What libzstd's interface has been since 1.4.
typedef struct {
    const void *src;
    size_t size, pos;
} in_buffer;

typedef struct {
    void *dst;
    size_t size, pos;
} out_buffer;

enum { CONTINUE = 0, END = 2 };

struct renoir_zstd {
    void *context;
    size_t (*read)(void *, out_buffer *, in_buffer *);
    size_t (*write)(void *, out_buffer *, in_buffer *, int);
    unsigned (*is_error)(size_t);
    size_t (*free_context)(void *);
};

static void *open_library(void) {
    static const char *const names[] = {"libzstd.so.1", "libzstd.1.dylib"};
    void *library = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names && !library; i++) library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    return library;
}

static renoir_zstd *begin(const char *make, const char *free_context) {
    void *library = open_library();
    renoir_zstd *zstd = library ? calloc(1, sizeof *zstd) : 0;
    if (!zstd) return 0;
    void *(*create)(void);
    *(void **)&create = dlsym(library, make);
    *(void **)&zstd->read = dlsym(library, "ZSTD_decompressStream");
    *(void **)&zstd->write = dlsym(library, "ZSTD_compressStream2");
    *(void **)&zstd->is_error = dlsym(library, "ZSTD_isError");
    *(void **)&zstd->free_context = dlsym(library, free_context);
    if (create && zstd->read && zstd->write && zstd->is_error && zstd->free_context) zstd->context = create();
    if (zstd->context) return zstd;
    free(zstd);
    return 0;
}

renoir_zstd *renoir_zstd_reader(void) { return begin("ZSTD_createDStream", "ZSTD_freeDStream"); }
renoir_zstd *renoir_zstd_writer(void) { return begin("ZSTD_createCCtx", "ZSTD_freeCCtx"); }

int renoir_zstd_read(renoir_zstd *zstd, const void *input, size_t count, void *output, size_t room, size_t *taken, size_t *put) {
    in_buffer in = {input, count, 0};
    out_buffer out = {output, room, 0};
    size_t result = zstd->read(zstd->context, &out, &in);
    *taken = in.pos;
    *put = out.pos;
    if (zstd->is_error(result)) return RENOIR_ZSTD_BROKEN;
    return result == 0 ? RENOIR_ZSTD_END : RENOIR_ZSTD_MORE;
}

int renoir_zstd_write(renoir_zstd *zstd, const void *input, size_t count, void *output, size_t room, size_t *taken, size_t *put, int is_last) {
    in_buffer in = {input, count, 0};
    out_buffer out = {output, room, 0};
    size_t result = zstd->write(zstd->context, &out, &in, is_last ? END : CONTINUE);
    *taken = in.pos;
    *put = out.pos;
    if (zstd->is_error(result)) return RENOIR_ZSTD_BROKEN;
    return is_last && result == 0 ? RENOIR_ZSTD_END : RENOIR_ZSTD_MORE;
}

void renoir_zstd_free(renoir_zstd *zstd) {
    zstd->free_context(zstd->context);
    free(zstd);
}
