// Every worker makes its share of events, sends each to the worker of its key, and adds up by key and window of a minute, one of which
// starts every SLIDE seconds. A window is done with as soon as all workers have got past it.
//
//     mpirun -np R windows EVENTS SLIDE, or windows EVENTS SLIDE --threads T
#include "number_table.hpp"
#include "workers.hpp"

constexpr size_t room = 1 << 15;
constexpr uint64_t keys = 1000, size = 60, per_second = 20000;

struct Record {
    uint64_t number, value;
};

// Sums by second and key, and of the window that is open; integers may be taken away again.
struct Sums {
    uint64_t slide = size;
    // Seconds in a row, by their remainder.
    static constexpr uint64_t ring = 256;
    std::vector<uint64_t> sums = std::vector<uint64_t>(ring * keys), window = std::vector<uint64_t>(keys);
    std::vector<uint32_t> counts = std::vector<uint32_t>(ring * keys), all = std::vector<uint32_t>(keys);
    uint64_t next = 0;
    Digest digest;

    // Windows of a minute one after the other need no seconds: one pane each.
    uint64_t pane() const { return slide == size ? size * per_second : per_second; }

    void add(const Record &record) {
        uint64_t at = record.number / pane() % ring * keys + record.value % keys;
        sums[at] += record.value;
        counts[at]++;
    }

    // All numbers below are there.
    void advance(uint64_t number, bool ends) {
        uint64_t panes = number / pane(), span = slide == size ? 1 : size;
        uint64_t stop = ends ? panes + span : panes;
        for (; next < stop; next++) {
            // The window that ends behind pane `next`.
            uint64_t *in = &sums[next % ring * keys], *out = &sums[(next + ring - span) % ring * keys];
            uint32_t *in_count = &counts[next % ring * keys], *out_count = &counts[(next + ring - span) % ring * keys];
            uint64_t end = (next + 1) * (slide == size ? size : 1);
            for (uint64_t key = 0; key < keys; key++) {
                window[key] += in[key] - out[key];
                all[key] += in_count[key] - out_count[key];
                out[key] = 0;
                out_count[key] = 0;
                if (all[key]) digest.add(end * 1000 + key, window[key]);
            }
        }
    }
};

int main(int argc, char **argv) {
    Options options(argc, argv, 2, "EVENTS SLIDE");
    uint64_t events = options.number(0);
    return run(argc, argv, options, [&](auto &worker) {
        using Worker = std::remove_reference_t<decltype(worker)>;
        typename Worker::template Exchange<Record> exchange(worker, room);
        Sums sums;
        sums.slide = options.number(1);
        std::vector<Record *> ends(worker.count);
        uint64_t next = worker.index, done = 0;
        bool more = true;
        while (more) {
            for (int peer = 0; peer < worker.count; peer++) ends[peer] = exchange.place(peer);
            done += room * worker.count;
            for (size_t i = 0; i < room && next < events; i++, next += worker.count) {
                uint64_t value = scattered(next);
                *ends[worker_of(hash(value % keys), worker.count)]++ = {next, value};
            }
            more = exchange.round(ends.data(), next < events, [&](const Record *from, const Record *to) {
                for (; from < to; from++) sums.add(*from);
            });
            sums.advance(done < events ? done : events, false);
        }
        sums.advance(events - 1, true);
        return worker.sum(sums.digest);
    });
}
