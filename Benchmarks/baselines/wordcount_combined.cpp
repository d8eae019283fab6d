// Every worker counts the words of its part of a text; then words and their counts go to the worker that adds them up.
//
//     mpirun -np R wordcount_combined FILE, or wordcount_combined FILE --threads T
#include "words.hpp"
#include "workers.hpp"

struct Header {
    uint64_t count;
    uint32_t length;
};
constexpr size_t header_size = 12;

// Bytes for one peer in a round; a word is taken to fit.
constexpr size_t room = 4 << 20;

int main(int argc, char **argv) {
    Options options(argc, argv, 1, "FILE");
    return run(argc, argv, options, [&](auto &worker) {
        Text text(options.argument[0], worker.index, worker.count);
        WordTable own;
        Arena arena;
        // Words side by side are in fewer cache lines and pages than where they stand in the text.
        auto count = [&](WordTable &table, const char *start, uint32_t length, uint64_t count) {
            table.add(start, length, hash(start, length), count,
                      [&](const char *start) { return arena.keep(start, length); });
        };
        Words words(text.begin, text.end);
        const char *start;
        uint32_t length;
        while (words.next(start, length)) count(own, start, length, 1);
        if (worker.count == 1) return worker.sum(own.digest());

        using Worker = std::remove_reference_t<decltype(worker)>;
        typename Worker::template Exchange<char> exchange(worker, room);
        WordTable merged;
        std::vector<char *> ends(worker.count);
        size_t next = 0;
        bool more = true;
        while (more) {
            for (int peer = 0; peer < worker.count; peer++) ends[peer] = exchange.place(peer);
            for (; next < own.slots.size(); next++) {
                const WordTable::Slot &slot = own.slots[next];
                if (slot.hash == 0) continue;
                int peer = worker_of(slot.hash, worker.count);
                char *&end = ends[peer];
                if (end + header_size + slot.length > exchange.place(peer) + room) break;
                Header header{slot.count, slot.length};
                memcpy(end, &header, header_size);
                memcpy(end + header_size, slot.start, slot.length);
                end += header_size + slot.length;
            }
            more = exchange.round(ends.data(), next < own.slots.size(), [&](const char *from, const char *to) {
                while (from < to) {
                    Header header;
                    memcpy(&header, from, header_size);
                    from += header_size;
                    count(merged, from, header.length, header.count);
                    from += header.length;
                }
            });
        }
        return worker.sum(merged.digest());
    });
}
