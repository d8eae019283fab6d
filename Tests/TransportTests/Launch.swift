import Foundation

/// How this test process was started.
enum Launch {
    /// Ranks that mpirun has started; 1 under a plain `swift test`.
    static let size = ProcessInfo.processInfo.environment["OMPI_COMM_WORLD_SIZE"].flatMap { Int($0) } ?? 1

    static var isSingle: Bool { size == 1 }
}
