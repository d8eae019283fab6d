// Deals records with a name and three numbers out to all workers, encoded by hand. Each is a value of its own, made where
// it starts and again where it arrives, as a program needs it that goes on with it.
//
//     mpirun -np R records RECORDS, or records RECORDS --threads T
#include <string>

#include "words.hpp"
#include "workers.hpp"

struct Reading {
    std::string station;
    int64_t number;
    double temperature, humidity;
};

// Bytes for one peer in a round.
constexpr size_t room = 256 << 10;
// The names have 6 to 25 bytes: some fit a string itself, some don't.
constexpr size_t most_bytes = 1 + 25 + 3 * 8;

static char *encode(char *place, const Reading &reading) {
    size_t length = reading.station.size();
    *place++ = static_cast<char>(length);
    memcpy(place, reading.station.data(), length);
    place += length;
    memcpy(place, &reading.number, 8);
    memcpy(place + 8, &reading.temperature, 8);
    memcpy(place + 16, &reading.humidity, 8);
    return place + 24;
}

static Reading decode(const char *&from) {
    size_t length = uint8_t(*from++);
    Reading reading{std::string(from, length), 0, 0, 0};
    from += length;
    memcpy(&reading.number, from, 8);
    memcpy(&reading.temperature, from + 8, 8);
    memcpy(&reading.humidity, from + 16, 8);
    from += 24;
    return reading;
}

static uint64_t bits(double value) {
    uint64_t pattern;
    memcpy(&pattern, &value, 8);
    return pattern;
}

// The bytes of every 1024th name are looked at, as in the engine's benchmark.
static void add(Digest &digest, const Reading &reading) {
    digest.keys++;
    digest.total += reading.station.size();
    digest.check += uint64_t(reading.number) * (bits(reading.temperature) ^ bits(reading.humidity) * 3);
    if ((reading.number & 1023) == 0) digest.check += fnv1a(reading.station.data(), reading.station.size());
}

int main(int argc, char **argv) {
    Options options(argc, argv, 1, "RECORDS");
    int64_t records = static_cast<int64_t>(options.number(0));
    std::vector<std::string> stations;
    for (int i = 0; i < 1000; i++) stations.push_back("s-" + std::to_string(i + 1000) + std::string(i % 20, 'x'));
    return run(argc, argv, options, [&](auto &worker) {
        using Worker = std::remove_reference_t<decltype(worker)>;
        typename Worker::template Exchange<char> exchange(worker, room);
        std::vector<char *> ends(worker.count);
        Digest digest;
        int64_t next = share(records, worker.index, worker.count);
        int64_t end = share(records, worker.index + 1, worker.count);
        int peer = worker.index;
        bool more = true;
        while (more) {
            for (int other = 0; other < worker.count; other++) ends[other] = exchange.place(other);
            for (; next < end; next++) {
                Reading made{stations[next % 1000], next, double(next % 400) * 0.1, double(next % 101)};
                if (peer == worker.index) {
                    // What stays is not encoded.
                    add(digest, made);
                } else {
                    if (ends[peer] + most_bytes > exchange.place(peer) + room) break;
                    ends[peer] = encode(ends[peer], made);
                }
                if (++peer == worker.count) peer = 0;
            }
            more = exchange.round(ends.data(), next < end, [&](const char *from, const char *to) {
                while (from < to) add(digest, decode(from));
            });
        }
        return worker.sum(digest);
    });
}
