#include "CZlib.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdlib.h>

// What zlib's interface has been since 1995.
typedef struct {
    const unsigned char *next_in;
    unsigned avail_in;
    unsigned long total_in;
    unsigned char *next_out;
    unsigned avail_out;
    unsigned long total_out;
    const char *msg;
    void *state, *zalloc, *zfree, *opaque;
    int data_type;
    unsigned long adler, reserved;
} stream;

enum { Z_OK = 0, Z_STREAM_END = 1, Z_BUF_ERROR = -5, Z_FINISH = 4, Z_DEFLATED = 8, GZIP_WINDOW = 15 + 16 };

struct renoir_gzip {
    stream stream;
    int is_writer;
    void *library;
    int (*step)(stream *, int);
    int (*reset)(stream *);
    int (*end)(stream *);
};

static void *open_library(void) {
    static const char *const names[] = {"libz.so.1", "libz.dylib", "libz.so"};
    void *library = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names && !library; i++) library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    return library;
}

static renoir_gzip *begin(int is_writer) {
    renoir_gzip *gzip = calloc(1, sizeof *gzip);
    if (!gzip) return 0;
    gzip->is_writer = is_writer;
    gzip->library = open_library();
    if (!gzip->library) goto fail;
    const char *(*version)(void);
    *(void **)&version = dlsym(gzip->library, "zlibVersion");
    *(void **)&gzip->step = dlsym(gzip->library, is_writer ? "deflate" : "inflate");
    *(void **)&gzip->reset = dlsym(gzip->library, is_writer ? "deflateReset" : "inflateReset");
    *(void **)&gzip->end = dlsym(gzip->library, is_writer ? "deflateEnd" : "inflateEnd");
    void *init = dlsym(gzip->library, is_writer ? "deflateInit2_" : "inflateInit2_");
    if (!version || !gzip->step || !gzip->reset || !gzip->end || !init) goto fail;
    int result;
    if (is_writer) {
        int (*deflate_init)(stream *, int, int, int, int, int, const char *, int);
        *(void **)&deflate_init = init;
        result = deflate_init(&gzip->stream, 6, Z_DEFLATED, GZIP_WINDOW, 8, 0, version(), (int)sizeof(stream));
    } else {
        int (*inflate_init)(stream *, int, const char *, int);
        *(void **)&inflate_init = init;
        result = inflate_init(&gzip->stream, GZIP_WINDOW, version(), (int)sizeof(stream));
    }
    if (result == Z_OK) return gzip;
fail:
    if (gzip->library) dlclose(gzip->library);
    free(gzip);
    return 0;
}

renoir_gzip *renoir_gzip_reader(void) { return begin(0); }
renoir_gzip *renoir_gzip_writer(void) { return begin(1); }

static int step(renoir_gzip *gzip, const void *input, size_t count, void *output, size_t room, size_t *taken, size_t *put, int flush) {
    stream *stream = &gzip->stream;
    unsigned in = count > UINT_MAX ? UINT_MAX : (unsigned)count, out = room > UINT_MAX ? UINT_MAX : (unsigned)room;
    stream->next_in = input;
    stream->avail_in = in;
    stream->next_out = output;
    stream->avail_out = out;
    int result = gzip->step(stream, flush);
    *taken = in - stream->avail_in;
    *put = out - stream->avail_out;
    if (result == Z_STREAM_END) return RENOIR_GZIP_END;
    return result == Z_OK || result == Z_BUF_ERROR ? RENOIR_GZIP_MORE : RENOIR_GZIP_BROKEN;
}

int renoir_gzip_read(renoir_gzip *gzip, const void *input, size_t count, void *output, size_t room, size_t *taken, size_t *put) {
    int result = step(gzip, input, count, output, room, taken, put, 0);
    // Files that were written one behind the other are one.
    if (result == RENOIR_GZIP_END && gzip->reset(&gzip->stream) != Z_OK) return RENOIR_GZIP_BROKEN;
    return result;
}

int renoir_gzip_write(renoir_gzip *gzip, const void *input, size_t count, void *output, size_t room, size_t *taken, size_t *put, int is_last) {
    return step(gzip, input, count, output, room, taken, put, is_last ? Z_FINISH : 0);
}

void renoir_gzip_free(renoir_gzip *gzip) {
    gzip->end(&gzip->stream);
    // The library stays: others may use it, and it's small.
    free(gzip);
}
