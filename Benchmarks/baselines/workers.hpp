// Workers that exchange in rounds: ranks by MPI_Alltoallv, or the threads of a process by pointers and a barrier.
#pragma once
#include <mpi.h>

#include <barrier>
#include <thread>
#include <vector>

#include "support.hpp"

// The ranks of mpirun. What a worker has for itself doesn't pass through MPI.
class Ranks {
public:
    int index = 0, count = 1;

    Ranks() {
        MPI_Comm_rank(MPI_COMM_WORLD, &index);
        MPI_Comm_size(MPI_COMM_WORLD, &count);
    }

    Digest sum(const Digest &mine) {
        uint64_t parts[3] = {mine.keys, mine.total, mine.check}, sums[3];
        MPI_Reduce(parts, sums, 3, MPI_UINT64_T, MPI_SUM, 0, MPI_COMM_WORLD);
        return {sums[0], sums[1], sums[2]};
    }

    // Buffers for one round after the other.
    template <class T> class Exchange {
        Ranks &ranks;
        size_t room;
        std::vector<T> outgoing, incoming;
        std::vector<int> send_counts, send_places, receive_counts, receive_places;

    public:
        // `room`: elements for each peer in a round.
        Exchange(Ranks &ranks, size_t room)
            : ranks(ranks), room(room), outgoing(room * ranks.count), incoming(room * ranks.count),
              send_counts(ranks.count), send_places(ranks.count), receive_counts(ranks.count),
              receive_places(ranks.count) {
            for (int peer = 0; peer < ranks.count; peer++) send_places[peer] = static_cast<int>(peer * room);
        }

        T *place(int peer) { return outgoing.data() + peer * room; }

        // Sends what `ends` says has been put at each place, and calls `take(from, end)` with what has come. Returns
        // whether somebody, this worker included, has more.
        template <class Take> bool round(T *const *ends, bool more, Take take) {
            bool anyone = more;
            for (int peer = 0; peer < ranks.count; peer++) {
                // Counts carry the news in their sign.
                int elements = peer == ranks.index ? 0 : static_cast<int>(ends[peer] - place(peer));
                send_counts[peer] = more ? elements : ~elements;
            }
            MPI_Alltoall(send_counts.data(), 1, MPI_INT, receive_counts.data(), 1, MPI_INT, MPI_COMM_WORLD);
            for (int peer = 0; peer < ranks.count; peer++) {
                if (receive_counts[peer] < 0) receive_counts[peer] = ~receive_counts[peer];
                else anyone = true;
                if (send_counts[peer] < 0) send_counts[peer] = ~send_counts[peer];
                send_counts[peer] *= static_cast<int>(sizeof(T));
                receive_counts[peer] *= static_cast<int>(sizeof(T));
                receive_places[peer] = static_cast<int>(peer * room * sizeof(T));
                send_places[peer] = static_cast<int>(peer * room * sizeof(T));
            }
            MPI_Alltoallv(outgoing.data(), send_counts.data(), send_places.data(), MPI_BYTE, incoming.data(),
                          receive_counts.data(), receive_places.data(), MPI_BYTE, MPI_COMM_WORLD);
            take(place(ranks.index), ends[ranks.index]);
            for (int peer = 0; peer < ranks.count; peer++) {
                T *from = incoming.data() + peer * room;
                take(from, from + receive_counts[peer] / sizeof(T));
            }
            return anyone;
        }
    };
};

// What the threads of a process have in common.
struct Team {
    int count;
    std::barrier<> barrier;
    std::vector<Digest> digests;
    // For each parity of rounds, sender and receiver: where it begins, where it ends.
    std::vector<std::pair<void *, void *>> parts[2];
    std::vector<char> more[2];

    explicit Team(int count) : count(count), barrier(count), digests(count) {
        for (int parity : {0, 1}) {
            parts[parity].resize(count * count);
            more[parity].resize(count * 64);
        }
    }
};

// A thread of a team. What it sends is read where it lies.
class Threads {
    Team &team;

public:
    int index, count;

    Threads(Team &team, int index) : team(team), index(index), count(team.count) {}

    Digest sum(const Digest &mine) {
        team.digests[index] = mine;
        team.barrier.arrive_and_wait();
        Digest all;
        for (const Digest &digest : team.digests) all.add(digest);
        return all;
    }

    // Two sets of buffers: a set is filled again when all have passed the barrier of the round after it.
    template <class T> class Exchange {
        Threads &threads;
        size_t room;
        std::vector<T> outgoing[2];
        int parity = 0;

    public:
        Exchange(Threads &threads, size_t room) : threads(threads), room(room) {
            for (auto &buffers : outgoing) buffers.resize(room * threads.count);
        }

        T *place(int peer) { return outgoing[parity].data() + peer * room; }

        template <class Take> bool round(T *const *ends, bool more, Take take) {
            Team &team = threads.team;
            auto &parts = team.parts[parity];
            for (int peer = 0; peer < threads.count; peer++)
                parts[threads.index * threads.count + peer] = {place(peer), ends[peer]};
            team.more[parity][threads.index * 64] = more;
            team.barrier.arrive_and_wait();
            bool anyone = false;
            for (int peer = 0; peer < threads.count; peer++) {
                auto [from, to] = parts[peer * threads.count + threads.index];
                take(static_cast<T *>(from), static_cast<T *>(to));
                anyone |= team.more[parity][peer * 64] != 0;
            }
            parity ^= 1;
            return anyone;
        }
    };
};

// Runs `work(worker)` on all ranks, or on the threads of a process that is alone, and prints the digest that it returns.
template <class Work> int run(int argc, char **argv, const Options &options, Work work) {
    if (options.threads > 1) {
        Stopwatch watch;
        Team team(options.threads);
        std::vector<Digest> results(options.threads);
        std::vector<std::thread> threads;
        for (int index = 0; index < options.threads; index++)
            threads.emplace_back([&, index] {
                Threads worker(team, index);
                results[index] = work(worker);
            });
        for (auto &thread : threads) thread.join();
        results[0].print(watch.seconds());
        print_peak(0);
        return 0;
    }
    MPI_Init(&argc, &argv);
    {
        Ranks ranks;
        MPI_Barrier(MPI_COMM_WORLD);
        Stopwatch watch;
        Digest digest = work(ranks);
        if (ranks.index == 0) digest.print(watch.seconds());
        print_peak(ranks.index);
    }
    MPI_Finalize();
    return 0;
}
