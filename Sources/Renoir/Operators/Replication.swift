internal import Dataflow
internal import Records

/// On how many workers a stream is.
public enum Workers: Sendable, Equatable {
    /// The first worker of rank 0.
    case one
    /// So many, as far as there are, spread over the ranks.
    case atMost(Int)
    /// One of each rank.
    case onePerRank
    /// All.
    case all
}

extension DataStream {
    /// Brings the records to some of the workers, about as many to each; what follows runs there, up to the next exchange.
    ///
    /// ```swift
    /// let stored = rows.replication(.atMost(4)).inspect { try database.insert($0) }
    /// ```
    ///
    /// Exchanges: records of each worker go to the chosen ones in turns, and none is lost. Order ends here, unless a single worker gives to a
    /// single one. Timestamps and watermarks stay.
    ///
    /// - Parameter workers: With `.atMost(0)` the job doesn't start.
    /// - Complexity: O(*n*) for *n* records, most of which travel.
    public func replication(_ workers: Workers) -> DataStream<Element> {
        exchange("replication", to: replication(of: workers, "replication"), .rebalance, wire: .resolve())
    }

    /// Brings each record to the worker that `choose` names.
    ///
    /// ```swift
    /// let days = events.repartition(.all) { event, workers in event.day % workers }
    /// ```
    ///
    /// Exchanges: each record moves to the worker of its number. Records that come from one worker and go to one keep their order.
    /// Timestamps and watermarks stay. ``groupBy(_:)`` chooses by the hash of a key, and says so in the type of the stream.
    ///
    /// - Parameters:
    ///   - workers: To which of the workers.
    ///   - choose: Called with a record and the number of workers; returns the number of one of them, from 0.
    /// - Throws: Whatever `choose` throws ends the job on all ranks, and so does a number that no worker has.
    /// - Complexity: O(*n*) for *n* records, most of which travel.
    public func repartition(
        _ workers: Workers = .all, by choose: @escaping @Sendable (Element, _ workers: Int) throws -> Int
    ) -> DataStream<Element> {
        let distribution = Distribution<Element> { cursor, input, partition in
            let receivers = partition.receivers
            try partition.distribute(&cursor, input) { record in
                let chosen = try choose(record.pointee, receivers)
                guard (0..<receivers).contains(chosen) else {
                    throw RepartitionError(description: "repartition: there is no worker \(chosen) of \(receivers)")
                }
                return chosen
            }
        }
        return exchange(
            "repartition", to: replication(of: workers, "repartition"), distribution, wire: .resolve())
    }

    private func replication(of workers: Workers, _ name: String) -> Replication {
        switch workers {
        case .one: return .one
        case .onePerRank: return .onePerRank
        case .all: return .everyWorker
        case .atMost(let count):
            if count < 1 { note("\(name)(.atMost(\(count))): one worker is the least", name) }
            return .limited(max(1, count))
        }
    }
}

/// A worker was chosen that isn't there.
struct RepartitionError: Error, CustomStringConvertible {
    let description: String
}
