// Every word of a text goes to the worker that counts it, in rounds.
//
//     mpirun -np R wordcount_moved FILE, or wordcount_moved FILE --threads T
#include "words.hpp"
#include "workers.hpp"

// Bytes for one peer in a round: the buffers of two peers stay in the second-level cache. Words are longer only by mistake.
constexpr size_t room = 256 << 10;

// A word on its way: a byte with its length and its bytes; 255 stands for a length in four bytes that follow.
static size_t encode(char *place, const char *start, uint32_t length) {
    if (length < 255) {
        *place = static_cast<char>(length);
        memcpy(place + 1, start, length);
        return length + 1;
    }
    *place = static_cast<char>(255);
    memcpy(place + 1, &length, 4);
    memcpy(place + 5, start, length);
    return length + 5;
}

int main(int argc, char **argv) {
    Options options(argc, argv, 1, "FILE");
    return run(argc, argv, options, [&](auto &worker) {
        Text text(options.argument[0], worker.index, worker.count);
        WordTable table;
        Arena arena;
        using Worker = std::remove_reference_t<decltype(worker)>;
        typename Worker::template Exchange<char> exchange(worker, room);
        std::vector<char *> ends(worker.count), limits(worker.count);
        Words words(text.begin, text.end);
        const char *start;
        uint32_t length;
        bool has_word = words.next(start, length), more = true;
        while (more) {
            for (int peer = 0; peer < worker.count; peer++) {
                ends[peer] = exchange.place(peer);
                limits[peer] = ends[peer] + room;
            }
            while (has_word) {
                if (length + 5 > room) {
                    fprintf(stderr, "a word of %u bytes\n", length);
                    exit(5);
                }
                int peer = worker_of(hash(start, length), worker.count);
                if (ends[peer] + length + 5 > limits[peer]) break;
                ends[peer] += encode(ends[peer], start, length);
                has_word = words.next(start, length);
            }
            more = exchange.round(ends.data(), has_word, [&](const char *from, const char *to) {
                while (from < to) {
                    uint32_t length = uint8_t(*from++);
                    if (length == 255) {
                        memcpy(&length, from, 4);
                        from += 4;
                    }
                    table.add(from, length, hash(from, length), 1,
                              [&](const char *start) { return arena.keep(start, length); });
                    from += length;
                }
            });
        }
        return worker.sum(table.digest());
    });
}
