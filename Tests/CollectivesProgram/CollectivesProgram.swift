// Collectives of many bytes between real ranks: scripts/test-collectives runs it, and decision 13 has its times.
import Session
import SystemLibrary
import Transport

/// `large BROADCAST_BYTES PIECE_BYTES` moves objects and looks at every word that arrives; `times REPEATS` measures.
@main
struct CollectivesProgram {
    static func main() {
        do {
            let arguments = CommandLine.arguments.dropFirst()
            let numbers = arguments.dropFirst().compactMap { Int($0) }
            let network = try MPINetwork.start()
            do {
                switch (arguments.first, numbers.count) {
                case ("large", 2): try large(broadcastBytes: numbers[0], pieceBytes: numbers[1], on: network)
                case ("times", 1): try times(repeats: numbers[0], on: network)
                case ("start", 0): break
                default: throw TransportError(message: "large BROADCAST_BYTES PIECE_BYTES, times REPEATS or start")
                }
            } catch {
                complain(error)
                network.abort(exitCode: 1)
            }
        } catch {
            complain(error)
            exit(1)
        }
    }

    private static func complain(_ error: any Error) {
        let line = "\(error)\n"
        _ = write(2, line, line.utf8.count)
    }

    private static let patience = Duration.seconds(240)

    private static func large(broadcastBytes: Int, pieceBytes: Int, on network: any Network) throws {
        let collectives = Collectives(on: network)
        let last = network.size - 1
        let sent = network.rank == last ? row(of: last, count: broadcastBytes / 8) : nil
        let received = try collectives.broadcast(sent, from: last).wait(atMost: patience)
        try check(received[...], from: last, count: broadcastBytes / 8)
        print("rank \(network.rank): broadcast of \(received.count * 8) bytes is right")
        try exchange(pieceBytes: pieceBytes, collectives)
        print("rank=\(network.rank) peak_kib=\(peakKiB)")
    }

    /// Rank 0 has a large piece for rank 1, all others have small ones.
    private static func exchange(pieceBytes: Int, _ collectives: Collectives) throws {
        let (rank, size) = (collectives.rank, collectives.size)
        func count(_ sender: Int, _ receiver: Int) -> Int {
            sender == 0 && receiver == 1 ? pieceBytes / 8 : 1000 + sender + receiver
        }
        let counts = (0..<size).map { count(rank, $0) }
        let parts = try collectives.allToAllv(row(of: rank, count: counts.reduce(0, +)), counts: counts)
            .wait(atMost: patience)
        for sender in 0..<size {
            let start = (0..<rank).reduce(0) { $0 + count(sender, $1) }
            try check(parts[sender], from: sender, at: start, count: count(sender, rank))
        }
        print("rank \(rank): pieces of \(parts.counts.map { $0 * 8 }) bytes are right")
    }

    private static func word(_ rank: Int, _ index: Int) -> UInt64 {
        UInt64(truncatingIfNeeded: index &+ 1) &* 0x9e37_79b9_7f4a_7c15 ^ UInt64(rank)
    }

    private static func row(of rank: Int, count: Int) -> [UInt64] {
        [UInt64](unsafeUninitializedCapacity: count) { words, initialized in
            for index in 0..<count { words.initializeElement(at: index, to: word(rank, index)) }
            initialized = count
        }
    }

    private static func check(_ words: ArraySlice<UInt64>, from rank: Int, at start: Int = 0, count: Int) throws {
        guard words.count == count else { throw TransportError(message: "\(words.count) words instead of \(count)") }
        for (offset, found) in words.enumerated() where found != word(rank, start + offset) {
            throw TransportError(message: "word \(offset) from rank \(rank) is \(found)")
        }
    }

    private static var peakKiB: Int {
        var usage = rusage()
        #if canImport(Glibc)
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            return usage.ru_maxrss
        #else
            getrusage(RUSAGE_SELF, &usage)
            return usage.ru_maxrss / 1024
        #endif
    }

    /// Prints the median of some operations on rank 0, in seconds.
    private static func times(repeats: Int, on network: any Network) throws {
        let collectives = Collectives(on: network)
        let values = [Double](repeating: 1.5, count: 1 << 20)
        let one = [1.5]
        let large = network.rank == 0 ? [UInt8](repeating: 7, count: 256 << 20) : nil
        let small = try median(repeats * 50, collectives) { _ = try collectives.allReduce(one) { $0 + $1 }.wait() }
        let reduced = try median(repeats, collectives) { _ = try collectives.allReduce(values) { $0 + $1 }.wait() }
        let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 256 << 20)
        room.initialize(repeating: 7)
        defer { room.deallocate() }
        let inPlace = try median(repeats, collectives) { try collectives.broadcast(room, from: 0).wait() }
        let sent = try median(repeats, collectives) { _ = try collectives.broadcast(large, from: 0).wait() }
        if network.rank == 0 {
            print("allreduce_8B=\(small) allreduce_8MB=\(reduced) broadcast_256MB=\(inPlace) as_array=\(sent)")
        }
    }

    private static func median(_ repeats: Int, _ collectives: Collectives, _ body: () throws -> Void) throws -> Double {
        var times: [Double] = []
        for _ in 0..<repeats {
            _ = try collectives.allGather([0]).wait()
            let start = ContinuousClock.now
            try body()
            // It's over when the last rank has it.
            _ = try collectives.allGather([0]).wait()
            let time = ContinuousClock.now - start
            times.append(Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18)
        }
        return times.sorted()[repeats / 2]
    }
}
